using Weir.Diagnostics;

namespace Weir.Delta.Log;

/// <summary>
/// The path of an action, decoded: a URI, relative to the root of the table or absolute ("Add File
/// and Remove File"). <c>/a</c>, <c>file:/a</c> and <c>file:///a</c> are the same file.
/// </summary>
/// <param name="Text">Percent-decoded; absolute paths of the file system begin with <c>/</c>.</param>
/// <param name="Scheme">Lower-case scheme of a URI that lies outside the file system, else null.</param>
internal readonly record struct DataFilePath(string Text, string? Scheme)
{
    private const string FileScheme = "file";

    /// <summary>Whether the path does not depend on where the table lies.</summary>
    public bool IsAbsolute => Scheme is not null || Text.StartsWith('/');

    /// <summary>Takes the path of an action. Equal results mean the same file.</summary>
    /// <exception cref="WeirException">WEIR2013: empty, or a file URI of another host.</exception>
    public static DataFilePath Parse(string path)
    {
        if (path.Length == 0)
            throw DeltaErrors.FilePathInvalid(path, "is empty");
        int colon = SchemeLength(path);
        if (colon == 0)
            return new DataFilePath(Decode(path), null);
        string scheme = path[..colon].ToLowerInvariant();
        if (scheme != FileScheme)
            return new DataFilePath(Decode(path), scheme);
        string rest = path[(colon + 1)..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            string host = slash < 0 ? rest[2..] : rest[2..slash];
            if (slash < 0 || host is not ("" or "localhost"))
                throw DeltaErrors.FilePathInvalid(path, "names another host");
            rest = rest[slash..];
        }
        return new DataFilePath(Decode(rest), null);
    }

    // Invalid escapes stay as they are, so a writer that forgot to encode '%' is still read.
    private static string Decode(string text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text;

    // RFC 2396: letter, then letters, digits, '+', '-', '.'. A '/' must follow the colon, or a plain
    // file name with a colon would count as a URI.
    private static int SchemeLength(string path)
    {
        int colon = path.IndexOf(':');
        if (colon < 2 || colon + 1 >= path.Length || path[colon + 1] != '/' || !char.IsAsciiLetter(path[0]))
            return 0;
        foreach (char c in path.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return 0;
        }
        return colon;
    }
}
