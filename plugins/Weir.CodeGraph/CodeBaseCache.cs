using System.Collections.Concurrent;

namespace Weir.CodeGraph;

/// <summary>
/// The code bases that some table still holds, and those that nobody holds but the collector has not taken yet. A
/// code base is given again while its files have the same names, sizes and times.
/// </summary>
internal static class CodeBaseCache
{
    private static readonly ConcurrentDictionary<CodeBaseOptions, WeakReference<CodeBase>> Known = new();

    /// <summary>The code base as its files are now.</summary>
    public static CodeBase Open(CodeBaseOptions options)
    {
        if (Known.TryGetValue(options, out WeakReference<CodeBase>? held) && held.TryGetTarget(out CodeBase? known) && known.Stamps == FileStamps.Of(options, known))
            return known;
        CodeBase read = new CodeBaseReader(options).Read();
        read.Stamps = FileStamps.Of(options, read);
        Known[options] = new WeakReference<CodeBase>(read);
        foreach ((CodeBaseOptions key, WeakReference<CodeBase> other) in Known)
            if (!other.TryGetTarget(out _))
                Known.TryRemove(key, out _);
        return read;
    }
}
