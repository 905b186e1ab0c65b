using Weir.Build;

namespace Weir.Tests.Build;

/// <summary>A folder and a runtime for one test; builds specs in it and reads what they wrote.</summary>
internal sealed class BuildFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public WeirRuntime Runtime { get; } = WeirRuntime.Open(new WeirOptions { Threads = 2 });

    public string PathOf(string name) => _folder[name];

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public BuildRequest Request(string spec) => new(spec) { EngineProfile = "small", BaseFolder = Folder, OutputFolder = "out" };

    public Task<BuildReport> BuildAsync(string spec, IProgress<BuildProgress>? progress = null, CancellationToken cancellation = default) =>
        Runtime.BuildAsync(Request(spec), progress, cancellation);

    public async Task<WeirException> FailsAsync(string spec) => await Assert.ThrowsAsync<WeirException>(() => BuildAsync(spec));

    /// <summary>The rows of a table or file, each as one text of its columns.</summary>
    public string[] Rows(string sql, params (string Name, DatasetLocation Location)[] tables)
    {
        using Session session = Runtime.NewSession();
        foreach ((string name, DatasetLocation location) in tables)
            session.Register(name, location);
        return [.. Weir.Build.Run.SessionRows.Read(session, $"SELECT COLUMNS(*)::VARCHAR FROM ({sql})", default).Select(row => string.Join('|', row))];
    }

    public string[] Table(string name, string columns = "*", string order = "ALL") =>
        Rows($"SELECT * FROM (SELECT {columns} FROM t) ORDER BY {order}", ("t", new DatasetLocation(PathOf($"out/{name}"))));

    public void Dispose()
    {
        Runtime.Dispose();
        _folder.Dispose();
    }
}
