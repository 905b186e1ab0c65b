using System.IO.Compression;
using System.Text.RegularExpressions;
using Weir.Tests.House;

namespace Weir.Tests.Packages;

/// <summary>
/// The packages as <c>dotnet pack</c> makes them, in a folder that serves as the only feed: what is built against
/// them restores without a network, because the packages that they need were restored by this very build.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(_folder.Path, "feed");

    /// <summary>The version that they all have.</summary>
    public static string Version { get; } =
        Regex.Match(Repository.Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value;

    /// <summary>Environment of a <c>dotnet</c> that keeps what it extracts and installs to this folder.</summary>
    internal IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = Path.Combine(_folder.Path, "packages"),
        ["DOTNET_CLI_HOME"] = Path.Combine(_folder.Path, "home"),
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    public async Task InitializeAsync()
    {
        ProcessResult pack = await ChildProcess.RunAsync(
            "dotnet",
            ["pack", Path.Combine(Repository.Folder, "Weir.slnx"), "-c", "Release", "-o", Feed, "-v", "quiet", "--disable-build-servers"],
            Repository.Folder,
            patience: TimeSpan.FromMinutes(8));
        Assert.True(pack.ExitCode == 0, $"dotnet pack ended with {pack.ExitCode}: {pack.Output}{pack.Errors}");
        await DotnetAsync(_folder.Path, "new", "install", Path.Combine(Feed, $"Weir.Templates.{Version}.nupkg"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>A package, opened for reading.</summary>
    internal ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.nupkg"));

    /// <summary>Makes a folder's restores take packages from the feed, and what those need from this machine's package folder.</summary>
    internal void UseFeedIn(string folder) => File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
        <configuration>
          <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="restored" value="{Repository.PackagesFolder}" /></fallbackPackageFolders>
        </configuration>
        """);

    /// <summary>Runs <c>dotnet</c> in a folder that uses the feed.</summary>
    internal async Task<ProcessResult> DotnetAsync(string folder, params string[] arguments)
    {
        ProcessResult run = await ChildProcess.RunAsync("dotnet", arguments, folder, environment: Environment, patience: TimeSpan.FromMinutes(5));
        Assert.True(run.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Output}{run.Errors}");
        return run;
    }
}

/// <summary>The tests that share one run of <c>dotnet pack</c>.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "Packages";
}
