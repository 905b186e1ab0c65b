using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Weir.Arrow;
using Weir.Build;
using Weir.Cli.Commands;
using Weir.Plugins;

namespace Weir.Cli.Diagnosis;

/// <summary>
/// Looks at everything that Weir needs and says what was found and where. Each line is the outcome of
/// trying it in this very process: the engine is loaded, a table is written and read, a file is made.
/// </summary>
/// <param name="options">How the commands open the runtime.</param>
internal sealed class Doctor(WeirOptions options)
{
    private const int ProbeRows = 1_000;

    public async Task<DiagnosisReport> ExamineAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            AssemblyOf("library", typeof(WeirRuntime).Assembly),
            AssemblyOf("contract", typeof(RecordBatch).Assembly),
            Finding.Found("run contract", $"version {RunBuildContract.Version}"),
            Finding.Found(".net", RuntimeInformation.FrameworkDescription, RuntimeEnvironment.GetRuntimeDirectory()),
            Finding.Found("platform", $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores"),
            SpillFolder(),
        ];
        try
        {
            await using WeirRuntime runtime = WeirRuntime.Open(options);
            using Session session = runtime.NewSession();
            findings.Add(Finding.Found("engine", $"DuckDB {runtime.EngineVersion}", EnginePath()));
            findings.Add(await EngineHashAsync(cancellationToken).ConfigureAwait(false));
            findings.Add(await MemoryAsync(session, cancellationToken).ConfigureAwait(false));
            findings.Add(Caches());
            findings.Add(await DeltaAsync(session, cancellationToken).ConfigureAwait(false));
            PluginDoctor plugins = new(options);
            findings.AddRange(plugins.Load([], PluginIsolation.Manifest, cancellationToken));
            findings.AddRange(plugins.Crashes(forget: false));
        }
        catch (WeirException error)
        {
            findings.Add(Finding.Missing("engine", $"{error.Code}: {error.Message}"));
        }
        return new DiagnosisReport(findings);
    }

    private Finding Caches()
    {
        CacheOptions caches = options.Caches;
        string seconds = caches.SnapshotTimeToLive > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $" for {caches.SnapshotTimeToLive.TotalSeconds:0.###} s") : "";
        return Finding.Found("caches", string.Join("; ",
            $"versions of tables {Limit(caches.SnapshotsMax, caches.SnapshotBytesMax)}{seconds}",
            $"scans {Limit(caches.ScansMax, caches.ScanBytesMax)}",
            $"answers to conditions {Limit(caches.PredicatesMax, caches.PredicateBytesMax)} a version"));
    }

    private static string Limit(int entries, long? bytes) => string.Create(CultureInfo.InvariantCulture, $"{entries}{(bytes is { } most ? $" of {most} bytes" : "")}");

    private static Finding AssemblyOf(string name, Assembly assembly) =>
        Finding.Found(name, $"{assembly.GetName().Name} {VersionLine.Text(assembly)}", assembly.Location);

    private static async Task<Finding> EngineHashAsync(CancellationToken cancellationToken)
    {
        if (EnginePath() is not string path)
            return new("engine sha-256", FindingState.Weak, "unknown", Mend: "this system does not list the libraries of a process");
        await using FileStream library = File.OpenRead(path);
        return Finding.Found("engine sha-256", Convert.ToHexStringLower(await SHA256.HashDataAsync(library, cancellationToken).ConfigureAwait(false)));
    }

    // The file that this process has mapped, not the one that it should have.
    private static string? EnginePath()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .FirstOrDefault(module => Path.GetFileNameWithoutExtension(module.FileName) is "libduckdb" or "duckdb")?.FileName;
    }

    private static async Task<Finding> MemoryAsync(Session session, CancellationToken cancellationToken)
    {
        string limit = await ReadAsync(session, "SELECT current_setting('memory_limit')::VARCHAR", cancellationToken).ConfigureAwait(false);
        return Finding.Found("memory limit", $"{limit} for the engine, of {ByteCount.Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}");
    }

    private static async Task<Finding> DeltaAsync(Session session, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("weir-doctor-").FullName;
        try
        {
            DatasetLocation table = new(Path.Combine(folder, "table"));
            Query rows = new($"SELECT range AS n FROM range({ProbeRows})");
            await session.WriteAsync(table, rows, DeltaWriteMode.Create, cancellationToken: cancellationToken).ConfigureAwait(false);
            session.Register("probe", table);
            string count = await ReadAsync(session, "SELECT count(*)::VARCHAR FROM probe", cancellationToken).ConfigureAwait(false);
            return count == ProbeRows.ToString(CultureInfo.InvariantCulture)
                ? Finding.Found("delta", "a table was written and read back")
                : Finding.Missing("delta", $"{ProbeRows} rows were written and {count} read back; report this defect");
        }
        catch (WeirException error)
        {
            return Finding.Missing("delta", $"{error.Code}: {error.Message}", folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Finding SpillFolder()
    {
        string folder = Path.GetDirectoryName(options.SpillFolder!)!;
        string probe = Path.Combine(folder, $".weir-doctor-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Found("spill folder", $"writable, {ByteCount.Of(new DriveInfo(folder).AvailableFreeSpace)} free", folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Finding.Missing("spill folder", $"{error.Message} Set WEIR_SPILL_FOLDER to a folder that this account may write.", folder);
        }
    }

    private static async Task<string> ReadAsync(Session session, string sql, CancellationToken cancellationToken)
    {
        await using QueryResult result = await session.RunAsync(new Query(sql), cancellationToken).ConfigureAwait(false);
        StringBuilder value = new();
        await foreach (RecordBatch batch in result.Batches(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
                value.Append(batch.Column(0).GetString(0));
        }
        return value.ToString();
    }
}
