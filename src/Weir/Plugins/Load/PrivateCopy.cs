using System.Security.Cryptography;

namespace Weir.Plugins.Load;

/// <summary>
/// Libraries by their hash in a folder that only this user may write: where verified bytes are loaded from on
/// systems without sealed memory files. A copy that is there already is used when it still has its hash.
/// </summary>
internal static class PrivateCopy
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Puts the bytes into the folder.</summary>
    /// <param name="root">The folder of all copies; made when it is not there.</param>
    /// <param name="fileName">The copy's name.</param>
    /// <param name="sha256">Hash of the bytes.</param>
    /// <param name="bytes">What to put there.</param>
    /// <returns>Full path.</returns>
    /// <exception cref="IOException">The folder belongs to others, or cannot be written.</exception>
    public static string Place(string root, string fileName, string sha256, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.Combine(root, sha256);
        MakePrivate(root);
        MakePrivate(folder);
        string path = Path.Combine(folder, fileName);
        if (IsThere(path, sha256))
            return path;
        string partial = Path.Combine(folder, $"{Guid.NewGuid():n}.partial");
        File.WriteAllBytes(partial, bytes);
        File.Move(partial, path, overwrite: true);
        return path;
    }

    private static bool IsThere(string path, string sha256)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == sha256;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // The temporary folder of a user on Windows is private already.
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, OwnerOnly);
        if (File.GetUnixFileMode(folder) != OwnerOnly)
            throw new IOException($"'{folder}' can be written by others");
    }
}
