using System.Reflection;

namespace Weir.Tests.House;

/// <summary>Where this build's sources stand, as the build wrote it into the test assembly.</summary>
internal static class Repository
{
    public static string Folder => Metadata("RepositoryFolder");

    public static string PeersFolder => Metadata("PeersFolder");

    /// <summary>Where the packages that this build restored stand.</summary>
    public static string PackagesFolder => Metadata("PackagesFolder");

    /// <summary>The text of a committed file; line ends as committed.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>
    /// Compares a generated document with the committed one. With <c>WEIR_UPDATE_DOCS=1</c> the
    /// committed one is rewritten instead, for a person to review.
    /// </summary>
    public static void MustMatch(string path, string generated)
    {
        string full = Path.Combine(Folder, path);
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, generated);
            return;
        }
        string committed = File.Exists(full) ? File.ReadAllText(full) : "";
        if (committed != generated)
            Assert.Fail($"'{path}' is stale: {FirstDifference(committed, generated)} Review the change, then run the tests once with WEIR_UPDATE_DOCS=1 and commit the file.");
    }

    private static string FirstDifference(string committed, string generated)
    {
        string[] old = committed.Split('\n'), now = generated.Split('\n');
        int line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line])
            line++;
        return $"line {line + 1} is '{old.ElementAtOrDefault(line)}', generated is '{now.ElementAtOrDefault(line)}'.";
    }

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
