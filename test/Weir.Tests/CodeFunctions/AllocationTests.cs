using System.Diagnostics;
using System.Reflection;
using Weir.Arrow;
using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>What the bundled functions allocate in managed memory while they run: nothing for a row.</summary>
public sealed class AllocationTests
{
    private const int Few = 20_000, Many = 100_000;

    // What a statement allocates beside its rows differs a little from run to run.
    private const double BytesPerRowMax = 1;

    private const string Rows =
        "SELECT range AS n, 'Some Name of Row ' || range AS s, ' é ' || range AS u, span_make(range, range + 5) AS x, MAP {'K': 'v', 'a': range::VARCHAR} AS m, 'insert' AS c";

    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["stable_hash64"] = "stable_hash64(s)", ["stable_hash128"] = "stable_hash128(u)", ["prefixed_hash64"] = "prefixed_hash64(c, s)",
        ["stable_id"] = "stable_id('node', s)", ["stable_id_parts"] = "stable_id_parts('node', s, n, NULL)",
        ["prefixed_hash_parts64"] = "prefixed_hash_parts64('node', s, n)", ["stable_hash_any"] = "stable_hash_any(u)",
        ["span_make"] = "span_make(n, n + 1, 1, c)", ["span_len"] = "span_len(CASE WHEN n >= 0 THEN x END)",
        ["interval_align_score"] = "interval_align_score(n, n, n, n + 1)", ["span_overlaps"] = "span_overlaps(x, span_make(n, 9))",
        ["span_contains"] = "span_contains(x, x)", ["span_id"] = "span_id('span', s, n, n + 1)", ["utf8_normalize"] = "utf8_normalize(s)",
        ["utf8_null_if_blank"] = "utf8_null_if_blank(u)", ["qname_normalize"] = "qname_normalize(s, 'Pkg.Mod')",
        ["map_get_default"] = "map_get_default(m, 'a', 'd')", ["map_normalize"] = "map_normalize(m)",
        ["cdf_change_rank"] = "cdf_change_rank(c)", ["cdf_is_upsert"] = "cdf_is_upsert(c)", ["cdf_is_delete"] = "cdf_is_delete(c)",
        ["col_to_byte"] = "col_to_byte(u, 2, 'UTF16')", ["canonicalize_byte_span"] = "canonicalize_byte_span(n, s, 1, n, u, 1, 'UTF-32')",
        ["cpg_score"] = "cpg_score(n)", ["position_encoding_norm"] = "position_encoding_norm(s)",
        ["stable_hash64_v2"] = "stable_hash64_v2(s, n)", ["stable_hash128_v2"] = "stable_hash128_v2(u, n, x)", ["stable_id_v2"] = "stable_id_v2('node', s, n)",
    };

    // Entries of a map are sorted row by row, by way of one small object.
    private static readonly Dictionary<string, double> Exceptions = new(StringComparer.Ordinal) { ["map_normalize"] = 32 };

    // Code that is not optimised makes an object for each reading of a table of constants, which these do in every block.
    private static readonly string[] OfTables = [.. Calls.Keys.Where(name => name.Contains("hash", StringComparison.Ordinal) || name.Contains("_id", StringComparison.Ordinal))];

    private static readonly bool IsOptimised =
        typeof(Weir.CodeFunctions.Text.TextOptions).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true };

    // Replaced when a statement is planned: the engine computes them.
    private static readonly string[] Planned = ["arrow_metadata", "list_compact", "list_unique_sorted", "semantic_tag", "struct_pick"];

    [Fact]
    [Trait("Requirement", "R118")]
    public void No_bundled_function_allocates_for_a_row()
    {
        // With one thread the engine works on the thread that reads, whose allocations can be told.
        using Lake lake = new(options => options.Threads = 1);
        lake.Session.RegisterView("few", $"{Rows} FROM range({Few})");
        lake.Session.RegisterView("many", $"{Rows} FROM range({Many})");
        List<string> wrong = [];
        foreach ((string name, string call) in Calls.Where(measured => IsOptimised || !OfTables.Contains(measured.Key)))
        {
            Allocated(lake.Session, call, "few");
            double bytes = (Allocated(lake.Session, call, "many") - Allocated(lake.Session, call, "few")) / (double)(Many - Few);
            if (bytes > Exceptions.GetValueOrDefault(name, BytesPerRowMax))
                wrong.Add($"{name}: {bytes:N2} bytes a row");
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Every_bundled_scalar_function_is_measured()
    {
        using Lake lake = new();
        Assert.Equal(
            Calls.Keys.Concat(Planned).Order(StringComparer.Ordinal),
            lake.Rows("SELECT name FROM weir_functions() WHERE plugin = 'weir_code_functions' AND kind = 'scalar'").Order(StringComparer.Ordinal));
    }

    private static long Allocated(Session session, string call, string table)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (QueryResult result = session.Run(new Query($"SELECT count({call}) AS n FROM {table}")))
        using (RecordBatchReader reader = result.AsReader())
            while (reader.Read() is { } batch)
                batch.Dispose();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
