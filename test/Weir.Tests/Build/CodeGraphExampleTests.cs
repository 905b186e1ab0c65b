using Weir.Build;
using Weir.Tests.House;

namespace Weir.Tests.Build;

public sealed class CodeGraphExampleTests : IDisposable
{
    private readonly BuildFixture _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public async Task The_code_graph_of_this_repository_holds_one_node_a_file_and_the_second_run_is_version_1()
    {
        BuildRequest request = new(Repository.Read("examples/code-graph/spec.json"))
        {
            EngineProfile = "small", BaseFolder = Repository.Folder, OutputFolder = _build.PathOf("out"),
        };
        BuildReport first = await _build.Runtime.BuildAsync(request);
        Assert.Equal(["cpg_nodes@0", "cpg_paths@0", "cpg_folders@0"], first.Outputs.Select(output => $"{output.TableName}@{output.WriteOutcome.DeltaVersion}"));

        string source = Path.Combine(Repository.Folder, "src");
        FileInfo[] files = [.. new DirectoryInfo(source).GetFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(source, file.FullName).Split('/', '\\').Any(step => step is "bin" or "obj"))];
        Assert.Equal(files.Length, first.Outputs[0].RowsWritten);
        Assert.Equal([$"{files.Length}|{files.Sum(file => file.Length)}"], _build.Rows("SELECT sum(files), sum(bytes) FROM t", ("t", new DatasetLocation(_build.PathOf("out/cpg_folders")))));
        Assert.Equal(
            ["node:0|true|true"],
            _build.Rows(
                "SELECT 'node:' || count(*) FILTER (n.entity_id <> 'node:' || right(n.entity_id, 32)), bool_and(p.span.bend = n.bend), bool_and(p.path_normalized = lower(n.path)) FROM n JOIN p USING (path)",
                ("n", new DatasetLocation(_build.PathOf("out/cpg_nodes"))), ("p", new DatasetLocation(_build.PathOf("out/cpg_paths")))));

        BuildReport second = await _build.Runtime.BuildAsync(request);
        Assert.All(second.Outputs, output => Assert.Equal(1, output.WriteOutcome.DeltaVersion));
    }
}
