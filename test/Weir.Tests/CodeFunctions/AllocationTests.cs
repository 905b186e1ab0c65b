using Weir.Arrow;
using Weir.Plugins;
using Weir.Tests.Plugins.Sample;
using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>What the bundled functions allocate in managed memory while they run: nothing for a row.</summary>
public sealed class AllocationTests
{
    private const int Few = 20_000, Many = 60_000;

    // What a statement allocates beside its rows differs from run to run, more so while other tests keep the machine busy; an
    // object for a row is 24 bytes or more, and one for each twenty rows would be seen.
    private const double BytesPerRowMax = 1;

    private const int Attempts = 3;

    private const int SmallestObjectBytes = 24;

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
        ["utf8_null_if_blank"] = "utf8_null_if_blank(u)", ["async_echo"] = "async_echo(u)", ["qname_normalize"] = "qname_normalize(s, 'Pkg.Mod')",
        ["map_get_default"] = "map_get_default(m, 'a', 'd')", ["map_normalize"] = "map_normalize(m)",
        ["cdf_change_rank"] = "cdf_change_rank(c)", ["cdf_is_upsert"] = "cdf_is_upsert(c)", ["cdf_is_delete"] = "cdf_is_delete(c)",
        ["col_to_byte"] = "col_to_byte(u, 2, 'UTF16')", ["canonicalize_byte_span"] = "canonicalize_byte_span(n, s, 1, n, u, 1, 'UTF-32')",
        ["cpg_score"] = "cpg_score(n)", ["position_encoding_norm"] = "position_encoding_norm(s)",
        ["stable_hash64_v2"] = "stable_hash64_v2(s, n)", ["stable_hash128_v2"] = "stable_hash128_v2(u, n, x)", ["stable_id_v2"] = "stable_id_v2('node', s, n)",
    };

    // Replaced when a statement is planned: the engine computes them.
    private static readonly string[] Planned = ["arrow_metadata", "list_compact", "list_unique_sorted", "semantic_tag", "struct_pick"];

    [Fact]
    [Trait("Requirement", "R118")]
    public void No_bundled_function_allocates_for_a_row()
    {
        using Lake lake = Measured(new PluginDouble("none"));
        string[] wrong = [.. from measured in Calls
                             let bytes = BytesPerRow(lake.Session, measured.Value)
                             where bytes > BytesPerRowMax
                             select $"{measured.Key}: {bytes:N2} bytes a row"];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void An_object_for_a_row_is_seen()
    {
        using Lake lake = Measured(new PluginDouble("wasteful") { Functions = { new WastefulFunction { IsVolatile = true } } });
        Assert.InRange(BytesPerRow(lake.Session, "wasteful()"), SmallestObjectBytes / 2.0, SmallestObjectBytes * 2.0);
    }

    [Fact]
    public void Every_bundled_scalar_function_is_measured()
    {
        using Lake lake = new();
        Assert.Equal(
            Calls.Keys.Concat(Planned).Order(StringComparer.Ordinal),
            lake.Rows("SELECT name FROM weir_functions() WHERE plugin = 'weir_code_functions' AND kind = 'scalar'").Order(StringComparer.Ordinal));
    }

    // With one thread the engine works on the thread that reads, whose allocations can be told.
    private static Lake Measured(Plugin plugin)
    {
        Lake lake = new(options =>
        {
            options.Threads = 1;
            options.EmbeddedPlugins.Add(plugin);
        });
        lake.Session.RegisterView("few", $"{Rows} FROM range({Few})");
        lake.Session.RegisterView("many", $"{Rows} FROM range({Many})");
        return lake;
    }

    // What happens once, as growing a buffer, may fall into either statement; what happens for each row is there every time.
    private static double BytesPerRow(Session session, string call)
    {
        Allocated(session, call, "few");
        double least = double.MaxValue;
        for (int i = 0; i < Attempts && least > BytesPerRowMax; i++)
            least = Math.Min(least, (Allocated(session, call, "many") - Allocated(session, call, "few")) / (double)(Many - Few));
        return least;
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

    private sealed class WastefulFunction() : PluginScalar("wasteful", [])
    {
        // Seen from outside, so that the objects are made.
        public object? Last { get; private set; }

        public override Field ResultOf(IReadOnlyList<ArrowType> argumentTypes) => new("", ArrowType.Int64);

        public override void Invoke(ref PluginScalarCall batch)
        {
            foreach (ref long value in batch.Result.Values<long>())
            {
                Last = new object();
                value = 1;
            }
        }
    }
}
