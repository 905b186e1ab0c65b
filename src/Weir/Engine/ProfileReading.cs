using System.Globalization;
using Weir.Diagnostics;
using Weir.Diagnostics.Payloads;

namespace Weir.Engine;

/// <summary>
/// Has the engine measure the statements of a connection and reads what it measured of the last one. Nothing runs for that
/// again. What is read is bounded, and without data of the statement.
/// </summary>
internal static unsafe class ProfileReading
{
    public const int OperatorsMax = 256, DetailLengthMax = 240;

    /// <summary>The settings that the statements of <see cref="On"/> change; they must be open in a database whose others are locked.</summary>
    public static readonly string[] Settings = ["enable_profiling", "custom_profiling_settings"];

    private static readonly string[] Figures =
    [
        "LATENCY", "CPU_TIME", "ROWS_RETURNED", "SYSTEM_PEAK_BUFFER_MEMORY", "SYSTEM_PEAK_TEMP_DIR_SIZE", "TOTAL_BYTES_READ",
        "OPERATOR_NAME", "OPERATOR_TIMING", "OPERATOR_CARDINALITY", "OPERATOR_ROWS_SCANNED", "EXTRA_INFO",
    ];

    // Have a place of their own, or are paths of data files.
    private static readonly string[] Told = ["__estimated_cardinality__", "Total Files Read", "Projections", "Filename(s)"];

    /// <summary>Statements that turn measuring on for one connection, without any output.</summary>
    public static string On =>
        $"SET custom_profiling_settings = '{{{string.Join(", ", Figures.Select(figure => $"\"{figure}\": \"true\""))}}}'; SET enable_profiling = 'no_output'";

    /// <summary>What was measured of the last statement; null when it did not run to its end.</summary>
    /// <param name="connection">Runs nothing meanwhile. It may be closed by another thread.</param>
    public static QueryProfile? Read(DuckConnectionHandle connection)
    {
        bool isHeld = false;
        try
        {
            connection.DangerousAddRef(ref isHeld); // the nodes live in it
            nint root = DuckApiProfiling.Root(connection);
            return root == 0 ? null : ReadRoot(root);
        }
        catch (ObjectDisposedException)
        {
            return null; // closed by then: nobody can ask it any longer
        }
        finally
        {
            if (isHeld)
                connection.DangerousRelease();
        }
    }

    private static QueryProfile ReadRoot(nint root)
    {
        List<ProfiledOperator> operators = [];
        bool isCut = false;
        for (ulong i = 0; i < DuckApiProfiling.ChildCount(root); i++)
            isCut |= !ReadNode(DuckApiProfiling.Child(root, i), depth: 0, operators);
        return new QueryProfile(
            Milliseconds(root, "LATENCY"u8), Milliseconds(root, "CPU_TIME"u8), Count(root, "ROWS_RETURNED"u8),
            Count(root, "SYSTEM_PEAK_BUFFER_MEMORY"u8), Count(root, "SYSTEM_PEAK_TEMP_DIR_SIZE"u8), Count(root, "TOTAL_BYTES_READ"u8), operators, isCut);
    }

    // False when there was no room for all.
    private static bool ReadNode(nint node, int depth, List<ProfiledOperator> operators)
    {
        if (operators.Count == OperatorsMax)
            return false;
        operators.Add(Operator(node, depth));
        bool isWhole = true;
        for (ulong i = 0; i < DuckApiProfiling.ChildCount(node); i++)
            isWhole &= ReadNode(DuckApiProfiling.Child(node, i), depth + 1, operators);
        return isWhole;
    }

    private static ProfiledOperator Operator(nint node, int depth)
    {
        Dictionary<string, string> extra = new(StringComparer.Ordinal);
        foreach ((string name, string value) in MapText.Read(Text(node, "EXTRA_INFO"u8)))
            extra[name] = value;
        return new ProfiledOperator(
            depth, Text(node, "OPERATOR_NAME"u8), Milliseconds(node, "OPERATOR_TIMING"u8), Count(node, "OPERATOR_CARDINALITY"u8),
            Count(node, "OPERATOR_ROWS_SCANNED"u8), Whole(extra.GetValueOrDefault("__estimated_cardinality__")),
            Whole(extra.GetValueOrDefault("Total Files Read")), extra.GetValueOrDefault("Projections") is { } columns ? Cut(columns.ReplaceLineEndings(", ")) : null,
            Detail(extra));
    }

    // What an operator does, without data of the statement and of the files.
    private static string Detail(Dictionary<string, string> extra) => Cut(string.Join("; ", extra
        .Where(member => !Told.Contains(member.Key))
        .Select(member => $"{member.Key.Trim('_')}: {SanitizedSql.Of(member.Value)}")));

    private static string Cut(string text) => text.Length <= DetailLengthMax ? text : text[..DetailLengthMax];

    private static long? Whole(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static long Count(nint node, ReadOnlySpan<byte> key) => Whole(Text(node, key)) ?? 0;

    private static double Milliseconds(nint node, ReadOnlySpan<byte> key) =>
        double.TryParse(Text(node, key), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds * 1000 : 0;

    private static string Text(nint node, ReadOnlySpan<byte> key)
    {
        using DuckValueHandle value = DuckApiProfiling.Value(node, key);
        return value.IsInvalid ? "" : EngineText.Take(DuckApiValue.GetVarchar(value)) ?? "";
    }
}
