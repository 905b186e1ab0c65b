using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Weir.Tests.Delta.EndToEnd;

/// <summary>ClickHouse embedded (test/peers/delta-peer.cjs) as a reader of tables that we wrote. Needs node.</summary>
internal static class DeltaPeer
{
    private static readonly string Folder = typeof(DeltaPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PeersFolder").Value!;

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
        ProcessStartInfo start = new("node", [Path.Combine(Folder, "delta-peer.cjs")])
        {
            WorkingDirectory = Path.GetDirectoryName(table), // the peer reads files below its folder only
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(new { table, columns, order, readers }));
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        List<List<string?[]>> answers = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<List<string?[]>>(line)!)];
        Assert.Equal(readers.Length, answers.Count);
        return answers;
    }
}
