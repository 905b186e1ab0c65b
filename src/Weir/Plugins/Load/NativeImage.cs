using System.Runtime.InteropServices;
using Weir.Plugins.Native;

namespace Weir.Plugins.Load;

/// <summary>
/// Loads a native library from verified bytes. It stays loaded until the process ends: a runtime inside it may have
/// started threads, and its code may be on any stack, so there is no safe moment to take it away.
/// </summary>
internal static class NativeImage
{
    /// <summary>Loads the bytes, not the file.</summary>
    /// <param name="path">Where the bytes came from; for names and messages.</param>
    /// <param name="sha256">Their hash.</param>
    /// <param name="bytes">A library that passed the gate.</param>
    /// <returns>The system's handle.</returns>
    /// <exception cref="WeirException">WEIR3136: the system refuses the library. WEIR3149: the bytes cannot be placed.</exception>
    public static nint Load(string path, string sha256, ReadOnlySpan<byte> bytes)
    {
        string place = Place(path, sha256, bytes);
        try
        {
            return SuspensionSignal.KeptOver(() => NativeLibrary.Load(place));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw PluginOpenErrors.NotLoadable(path, e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '), e);
        }
    }

    private static string Place(string path, string sha256, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return SealedMemory.Place($"weir-{Path.GetFileName(path)}", bytes)
                ?? PrivateCopy.Place(Path.Combine(Path.GetTempPath(), $"weir-plugins-{Environment.UserName}"), Path.GetFileName(path), sha256, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PluginOpenErrors.BytesNotPlaced(path, e.Message.TrimEnd('.'), e);
        }
    }
}
