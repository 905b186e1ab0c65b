namespace Weir.Diagnostics;

/// <summary>
/// Appends to a file, and begins a new one when it is full: <c>name</c> becomes <c>name.1</c>, that <c>name.2</c>, the oldest goes.
/// Used by one thread at a time.
/// </summary>
/// <param name="path">The file; folders are made.</param>
/// <param name="bytesMax">Bytes after which the next write begins a new file.</param>
/// <param name="fullMax">Full files that are kept.</param>
internal sealed class RotatingFile(string path, long bytesMax, int fullMax) : IDisposable
{
    private FileStream? _file;

    /// <summary>Appends; what one call gives stands in one file.</summary>
    /// <exception cref="IOException">The disk refused; the next call opens the file again.</exception>
    /// <exception cref="UnauthorizedAccessException">As there.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            FileStream file = _file ??= Open();
            if (file.Position > 0 && file.Position + bytes.Length > bytesMax)
                file = Rotate();
            file.Write(bytes);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Hands to the system what was appended.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Flush() => _file?.Flush();

    public void Dispose() => Close();

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    private FileStream Rotate()
    {
        Close();
        if (fullMax == 0)
            File.Delete(path);
        for (int i = fullMax; i >= 1; i--)
        {
            string from = i == 1 ? path : $"{path}.{i - 1}";
            if (File.Exists(from))
                File.Move(from, $"{path}.{i}", overwrite: true);
        }
        return _file = Open();
    }
}
