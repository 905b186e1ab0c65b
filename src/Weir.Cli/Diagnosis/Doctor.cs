using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Weir.Arrow;
using Weir.Cli.Commands;

namespace Weir.Cli.Diagnosis;

/// <summary>
/// Looks at everything that Weir needs and says what was found and where. Each line is the outcome of
/// trying it in this very process: the engine is loaded, a query runs, a file is written.
/// </summary>
/// <param name="options">How the commands open the runtime.</param>
internal sealed class Doctor(WeirOptions options)
{
    public async Task<DiagnosisReport> ExamineAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            AssemblyOf("library", typeof(WeirRuntime).Assembly),
            AssemblyOf("contract", typeof(RecordBatch).Assembly),
            Finding.Found(".net", RuntimeInformation.FrameworkDescription, RuntimeEnvironment.GetRuntimeDirectory()),
            Finding.Found("platform", $"{RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores"),
        ];
        try
        {
            await using WeirRuntime runtime = WeirRuntime.Open(options);
            findings.Add(Engine(runtime));
            findings.Add(await EngineHashAsync(cancellationToken).ConfigureAwait(false));
            findings.Add(Memory(await SettingAsync(runtime, "memory_limit", cancellationToken).ConfigureAwait(false)));
            findings.Add(SpillFolder());
        }
        catch (WeirException error)
        {
            findings.Add(Finding.Missing("engine", $"{error.Code}: {error.Message}"));
        }
        return new DiagnosisReport(findings);
    }

    private static Finding AssemblyOf(string name, Assembly assembly) =>
        Finding.Found(name, $"{assembly.GetName().Name} {VersionLine.Text(assembly)}", assembly.Location);

    private static Finding Engine(WeirRuntime runtime) =>
        Finding.Found("engine", $"DuckDB {runtime.EngineVersion}", EnginePath());

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

    private static Finding Memory(string limit) =>
        Finding.Found("memory limit", $"{limit} for the engine, of {ByteCount.Of(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}");

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

    private static async Task<string> SettingAsync(WeirRuntime runtime, string name, CancellationToken cancellationToken)
    {
        using Session session = runtime.NewSession();
        await using QueryResult result = await session.RunAsync(new Query($"SELECT current_setting('{name}')::VARCHAR"), cancellationToken).ConfigureAwait(false);
        StringBuilder value = new();
        await foreach (RecordBatch batch in result.Batches(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
                value.Append(batch.Column(0).GetString(0));
        }
        return value.ToString();
    }
}
