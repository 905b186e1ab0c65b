namespace Weir.Tests.Policies;

/// <summary>A runtime, a folder with an open and a closed part and links between them, and sessions with tables under every policy.</summary>
public sealed class HostileGround : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HostileGround()
    {
        Runtime = WeirRuntime.Open(new WeirOptions { Threads = 2, MemoryLimitBytes = 256L << 20 });
        foreach (string folder in (string[])["open/inner", "open/links", "openx", "outside"])
            Directory.CreateDirectory(_folder[folder]);
        File.WriteAllText(_folder["open/a.csv"], "id;name\n1;a\n");
        File.WriteAllText(_folder["openx/secret.csv"], "id\n42\n");
        File.WriteAllText(_folder["outside/secret.csv"], "id\n42\n");
        File.CreateSymbolicLink(_folder["open/linked.csv"], _folder["outside/secret.csv"]);
        Directory.CreateSymbolicLink(_folder["open/link"], _folder["outside"]);
        Directory.CreateSymbolicLink(_folder["open/links/x"], _folder["outside"]);
    }

    public WeirRuntime Runtime { get; }

    public string Folder => _folder.Path;

    /// <summary>A session under the policy of a letter.</summary>
    public Session New(char policy)
    {
        Session session = Runtime.NewSession(new SessionOptions { Policy = Policy(policy) });
        session.Register("orders", new DatasetLocation(_folder["open/a.csv"], DatasetFormat.Csv));
        session.Register("customers", new DatasetLocation(_folder["open/a.csv"], DatasetFormat.Csv));
        session.Register("secret", new DatasetLocation(_folder["outside/secret.csv"], DatasetFormat.Csv));
        return session;
    }

    /// <summary>A raw connection to the engine of the sessions, to look at it from outside.</summary>
    internal Weir.Engine.DuckConnection Witness()
    {
        using Session session = Runtime.NewSession();
        return session.Host.Engine.Connect();
    }

    public string Filled(string sql) => sql
        .Replace("{open}", _folder["open"], StringComparison.Ordinal)
        .Replace("{out}", _folder["outside"], StringComparison.Ordinal);

    public void Dispose()
    {
        Runtime.Dispose();
        _folder.Dispose();
    }

    private SqlPolicy Policy(char letter) => letter switch
    {
        'r' => SqlPolicy.ReadOnly,
        'w' => SqlPolicy.Write,
        's' => SqlPolicy.Service,
        'a' => SqlPolicy.Admin,
        _ => SqlPolicy.ReadOnly with
        {
            Name = "tenant",
            Tables = ["orders", "customers"],
            DeniedFunctions = ["sha256"],
            ReadPaths = [_folder["open"]],
            AllowVolatileFunctions = false,
            Limits = new SqlLimits { NestingMax = 25 },
        },
    };
}
