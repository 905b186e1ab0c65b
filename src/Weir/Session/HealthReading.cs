using System.Globalization;
using Weir.Arrow;
using Weir.Delta.Table;
using Weir.Diagnostics;
using Weir.Storage;

namespace Weir.Sessions;

/// <summary>Looks whether a runtime can do its work, with as little of it as shows that.</summary>
/// <param name="host">The runtime's.</param>
internal sealed class HealthReading(SessionHost host)
{
    /// <summary>Looks at everything; what is wrong is a finding, never an exception.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<RuntimeHealth> ReadAsync(IReadOnlyList<DatasetLocation> tables, CancellationToken cancellationToken)
    {
        using RunScope.Lease lease = RunScope.Enter(host.Scope);
        List<HealthFinding> findings = [await FindAsync("engine", () => EngineAsync(cancellationToken), cancellationToken).ConfigureAwait(false)];
        findings.AddRange(host.Initial.List.Select(Plugin));
        foreach (DatasetLocation table in tables)
            findings.Add(await FindAsync($"table {table.Path}", () => TableAsync(table, cancellationToken), cancellationToken).ConfigureAwait(false));
        if (host.SpillFolder is { } folder)
            findings.Add(await FindAsync("spill folder", () => Task.Run(() => Spill(folder), cancellationToken), cancellationToken).ConfigureAwait(false));
        return new RuntimeHealth(findings);
    }

    private static async Task<HealthFinding> FindAsync(string name, Func<Task<string>> look, CancellationToken cancellationToken)
    {
        try
        {
            return new HealthFinding(name, IsHealthy: true, await look().ConfigureAwait(false));
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return new HealthFinding(name, IsHealthy: false, failure.Message, (failure as WeirException)?.Code);
        }
    }

    private async Task<string> EngineAsync(CancellationToken cancellationToken)
    {
        long start = host.Clock.GetTimestamp();
        await Task.Run(() =>
        {
            using Session session = new(host);
            using QueryResult result = session.Run(new Query("SELECT 1"), cancellationToken);
            using RecordBatchReader rows = result.AsReader();
            while (rows.Read(cancellationToken) is { } batch)
                batch.Dispose();
        }, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{host.Engine.Version} answers in {host.Clock.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
    }

    private static HealthFinding Plugin(HostedPlugin plugin) =>
        plugin.State == "ready"
            ? new($"plugin {plugin.Name}", IsHealthy: true, $"{plugin.Snapshot.Version} is loaded")
            : new($"plugin {plugin.Name}", IsHealthy: false, $"{plugin.Snapshot.Version} is {plugin.State}: a call into it has not returned");

    private async Task<string> TableAsync(DatasetLocation table, CancellationToken cancellationToken)
    {
        Snapshot snapshot = await host.Snapshots.OpenAsync(table, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"version {snapshot.Version}, {snapshot.Files.Count} files");
    }

    private static string Spill(string folder)
    {
        SpillProbe.Try(folder);
        return $"{folder} can be written";
    }
}
