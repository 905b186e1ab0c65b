using System.Text.Json;
using Weir.Tests.House;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>ClickHouse embedded (test/peers/delta-peer.cjs) as a reader of tables that we wrote. Needs node.</summary>
internal static class DeltaPeer
{
    /// <summary>The Rust Delta kernel.</summary>
    public const int Kernel = 1;

    /// <summary>ClickHouse's own; it knows neither removed files nor null or decimal partition values, nor table features.</summary>
    public const int Own = 0;

    /// <summary>The rows as each of the readers sees them.</summary>
    /// <param name="table">Root of the table.</param>
    /// <param name="columns">SQL expressions of the peer, taken as texts.</param>
    /// <param name="order">SQL expression to order by.</param>
    /// <param name="readers">Which code of the peer reads.</param>
    public static async Task<IReadOnlyList<List<string?[]>>> ReadAsync(
        string table, IEnumerable<string> columns, string order, params int[] readers)
    {
        ProcessResult peer = await ChildProcess.RunAsync(
            "node",
            [Path.Combine(Repository.PeersFolder, "delta-peer.cjs")],
            Path.GetDirectoryName(table)!, // the peer reads files below its folder only
            JsonSerializer.Serialize(new { table, columns, order, readers }));
        Assert.True(peer.ExitCode == 0, peer.Errors);
        List<List<string?[]>> answers = [.. peer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<List<string?[]>>(line)!)];
        Assert.Equal(readers.Length, answers.Count);
        return answers;
    }
}
