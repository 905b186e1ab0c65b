using System.Security.Cryptography;

namespace Weir.Tests.Plugins;

/// <summary>Libraries that a test compiled, as files of the test output that outlive the test.</summary>
internal static class LaidLibrary
{
    /// <summary>Puts a library into a folder of its own.</summary>
    public static string Lay(byte[] image, string name)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "managed-fixtures", Convert.ToHexStringLower(SHA256.HashData(image))[..16]);
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, name);
        string unfinished = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(unfinished, image);
        // Whoever comes second puts the same bytes there.
        File.Move(unfinished, file, overwrite: true);
        return file;
    }
}
