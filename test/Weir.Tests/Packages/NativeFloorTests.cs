using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Weir.Tests.Packages;

/// <summary>Which versions of the system's libraries the packed native files ask for.</summary>
[Collection(PackageTests.Name)]
[Trait("Category", "Slow")]
[Trait("Category", "Packages")]
public sealed class NativeFloorTests(PackedPackages packages)
{
    /// <summary>The newest symbol versions that may be asked for: those of glibc 2.28 and gcc 8.</summary>
    private static readonly Dictionary<string, Version> Floors = new()
    {
        ["GLIBC"] = new(2, 28),
        ["GLIBCXX"] = new(3, 4, 25),
        ["CXXABI"] = new(1, 3, 11),
    };

    [Fact]
    [Trait("Requirement", "R091")]
    public async Task A_library_for_glibc_asks_for_nothing_newer_than_the_floor()
    {
        (string Library, Version Version)[] needs = await NeedsAsync("linux-x64");
        Assert.Contains(needs, need => need.Library == "GLIBC");
        Assert.DoesNotContain(needs, need => Floors.TryGetValue(need.Library, out Version? floor) && need.Version > floor);
    }

    [Fact]
    [Trait("Requirement", "R091")]
    public async Task A_library_for_musl_asks_for_nothing_of_glibc() =>
        Assert.DoesNotContain(await NeedsAsync("linux-musl-x64"), need => need.Library == "GLIBC");

    private async Task<(string Library, Version Version)[]> NeedsAsync(string runtime)
    {
        using TemporaryFolder folder = new();
        List<(string, Version)> needs = [];
        using ZipArchive package = packages.Open("Weir");
        ZipArchiveEntry[] libraries =
            [.. package.Entries.Where(entry => entry.FullName.StartsWith($"runtimes/{runtime}/native/", StringComparison.Ordinal))];
        Assert.NotEmpty(libraries);
        foreach (ZipArchiveEntry library in libraries)
        {
            string file = Path.Combine(folder.Path, library.Name);
            library.ExtractToFile(file);
            ProcessResult dump = await ChildProcess.RunAsync("objdump", ["-p", file], folder.Path);
            Assert.True(dump.ExitCode == 0, dump.Errors);
            foreach (Match need in Regex.Matches(dump.Output, @" 0x[0-9a-f]+ 0x[0-9a-f]+ \d+ ([A-Z]+)_([0-9.]+)$", RegexOptions.Multiline))
                needs.Add((need.Groups[1].Value, Version.Parse(need.Groups[2].Value)));
        }
        return [.. needs];
    }
}
