using Weir.Build;
using Weir.Tests.House;

namespace Weir.Tests.Build;

public sealed class CodeGraphExampleTests : IDisposable
{
    private static readonly string[] Tables = ["cpg_nodes", "cpg_edges", "cpg_props", "cpg_props_map", "cpg_edges_by_src", "cpg_edges_by_dst"];

    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task The_code_graph_of_a_folder_is_whole_and_equal_each_time()
    {
        BuildRequest request = new(Repository.Read("examples/code-graph/spec.json"))
        {
            EngineProfile = "small", BaseFolder = Repository.Folder, OutputFolder = _build.PathOf("out"),
            Variables = new Dictionary<string, string> { ["source"] = Path.Combine(Repository.Folder, "src", "Weir.Generators") },
        };
        BuildReport first = await _build.Runtime.BuildAsync(request);
        Assert.Equal(Tables.Select(table => $"{table}@0"), first.Outputs.Select(output => $"{output.TableName}@{output.WriteOutcome.DeltaVersion}"));
        Assert.All(first.Outputs, output => Assert.True(output.RowsWritten > 100));

        (string, DatasetLocation)[] tables = [.. Tables.Select(table => (table, new DatasetLocation(_build.PathOf($"out/{table}"))))];
        Assert.Equal(["0|0|0|0|0|0"], _build.Rows("""
            SELECT (SELECT count(*) - count(DISTINCT entity_id) FROM cpg_nodes), (SELECT count(*) - count(DISTINCT edge_id) FROM cpg_edges),
                (SELECT count(*) FROM cpg_edges ANTI JOIN cpg_nodes ON src_id = entity_id), (SELECT count(*) FROM cpg_edges ANTI JOIN cpg_nodes ON dst_id = entity_id),
                (SELECT count(*) FROM cpg_props ANTI JOIN cpg_nodes USING (entity_id)), (SELECT count(*) - count(DISTINCT (entity_id, prop_key)) FROM cpg_props)
            """, tables));
        Assert.Equal(["true|true|true"], _build.Rows("""
            SELECT (SELECT count(*) FROM cpg_edges) = (SELECT sum(edge_count) FROM cpg_edges_by_src),
                (SELECT list(edge_id ORDER BY edge_id) FROM cpg_edges) = (SELECT list(edge.edge_id ORDER BY edge.edge_id) FROM (SELECT unnest(edges) AS edge FROM cpg_edges_by_dst)),
                (SELECT count(*) FROM cpg_props) = (SELECT sum(cardinality(props)) FROM cpg_props_map)
            """, tables));

        BuildReport second = await _build.Runtime.BuildAsync(request);
        Assert.All(second.Outputs, output => Assert.Equal(1, output.WriteOutcome.DeltaVersion));
        Assert.Equal(first.DeterminismContract, second.DeterminismContract);
        foreach (string table in Tables)
        {
            (string, DatasetLocation)[] versions = [("old", new DatasetLocation(_build.PathOf($"out/{table}"), Version: 0)), ("new", new DatasetLocation(_build.PathOf($"out/{table}"), Version: 1))];
            Assert.Equal(["0"], _build.Rows("SELECT count(*) FROM ((SELECT * FROM old EXCEPT ALL SELECT * FROM new) UNION ALL (SELECT * FROM new EXCEPT ALL SELECT * FROM old))", versions));
        }
    }
}
