using System.CommandLine;
using System.Globalization;
using Weir.Arrow;
using Weir.Cli.Rows;

namespace Weir.Cli.Commands.Delta;

/// <summary>What all commands below <c>weir delta</c> share: the table, the version, and how rows are printed.</summary>
internal sealed class DeltaSettings(Terminal terminal, Option<bool> json, Option<bool> noColor)
{
    /// <summary>The table.</summary>
    public Argument<string> Location { get; } = new("LOCATION")
    {
        Description = "The table's root folder; LOCATION@VERSION and LOCATION@TIMESTAMP say what --version and --timestamp say.",
    };

    /// <summary>The version to look at.</summary>
    public Option<string?> Version { get; } = new("--version")
    {
        HelpName = "N",
        Description = "Look at this version. Without it: at the newest.",
    };

    /// <summary>The moment to look at.</summary>
    public Option<string?> Timestamp { get; } = new("--timestamp")
    {
        HelpName = "TIME",
        Description = "Look at the newest version that was there at this moment, a date or a timestamp in ISO 8601; UTC without a zone.",
    };

    public Terminal Terminal => terminal;

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>The table at the version that the command line names.</summary>
    /// <exception cref="UsageException">A version is no number, or two versions are named.</exception>
    public DatasetLocation LocationOf(ParseResult parsed)
    {
        DatasetLocation location = DatasetLocation.Delta(parsed.GetRequiredValue(Location));
        long? version = Number(parsed.GetValue(Version), "--version");
        DateTimeOffset? time = Moment(parsed.GetValue(Timestamp), "--timestamp");
        int named = (location.Version is null ? 0 : 1) + (location.Timestamp is null ? 0 : 1) + (version is null ? 0 : 1) + (time is null ? 0 : 1);
        return named > 1
            ? throw new UsageException("the version is named twice; give one of LOCATION@VERSION, LOCATION@TIMESTAMP, --version and --timestamp")
            : location with { Version = location.Version ?? version, Timestamp = location.Timestamp ?? time };
    }

    /// <exception cref="UsageException">The text is no whole number from 0.</exception>
    public static long? Number(string? text, string option) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new UsageException($"{option} '{text}': expected a whole number from 0");

    /// <exception cref="UsageException">The text is no moment.</exception>
    public static DateTimeOffset? Moment(string? text, string option)
    {
        if (text is null)
            return null;
        return DatasetLocation.Delta($"table@{text}").Timestamp
            ?? throw new UsageException($"{option} '{text}': expected a date or a timestamp in ISO 8601, for example 2026-03-01T12:30:00Z");
    }

    /// <summary>Runs a query and prints its rows.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="query">The query.</param>
    /// <param name="register">Gives the session its tables.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Whether all rows were printed.</returns>
    public async Task<bool> PrintAsync(ParseResult parsed, Query query, Action<Session>? register, CancellationToken cancellationToken)
    {
        await using WeirRuntime runtime = WeirRuntime.Open(RuntimeSettings.Of(terminal));
        using Session session = runtime.NewSession();
        register?.Invoke(session);
        await using QueryResult result = await session.RunAsync(query, cancellationToken).ConfigureAwait(false);
        using RowSink sink = Json(parsed)
            ? new JsonSink(terminal.Output, lines: false)
            : new TableSink(
                terminal.Text, terminal.OutputIsTerminal ? terminal.Width : null,
                terminal.OutputIsTerminal && terminal.ColorAllowed && !parsed.GetValue(noColor));
        sink.Begin(result.Schema);
        await foreach (RecordBatch batch in result.Batches(cancellationToken).ConfigureAwait(false))
        {
            using (batch)
                sink.Write(batch);
        }
        sink.End();
        return !result.IsTruncated;
    }

    /// <summary>A query over one of the functions of tables: <c>$1</c> is the folder, <c>$2</c> the version and <c>$3</c> the moment.</summary>
    public static Query Query(string sql, DatasetLocation location, params IEnumerable<object?> more) =>
        new(sql) { Parameters = [location.Path, location.Version, location.Timestamp, .. more] };
}
