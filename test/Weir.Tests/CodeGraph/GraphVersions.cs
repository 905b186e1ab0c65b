using Weir.Build;
using Weir.Tests.House;

namespace Weir.Tests.CodeGraph;

/// <summary>The tables of the example's build over the fixture, at version 0 and, after a change of its code, at version 1.</summary>
public sealed class GraphVersions : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GraphVersions()
    {
        Copy(CodeBases.Fixture, _folder["code"]);
        using WeirRuntime runtime = WeirRuntime.Open(new WeirOptions { Threads = 2 });
        Build(runtime);
        Edit("Shop/Cart.Totals.cs", text => text.Replace("TryCount(", "TryCountAll(", StringComparison.Ordinal));
        Edit("Shop/Money.cs", text => text.TrimEnd() + "\n\npublic enum Currency { Euro, Franc }\n");
        Edit("Shop/Item.cs", text => $"// One line more above everything.\n{text.Replace("Weight => 0;", "Weight => 100;", StringComparison.Ordinal)}");
        Build(runtime);
    }

    /// <summary>The folder of a table.</summary>
    public string Table(string name) => _folder[$"out/{name}"];

    public void Dispose() => _folder.Dispose();

    private void Build(WeirRuntime runtime)
    {
        BuildRequest request = new(Repository.Read("examples/code-graph/spec.json"))
        {
            EngineProfile = "small", BaseFolder = Repository.Folder, OutputFolder = _folder["out"],
            Variables = new Dictionary<string, string> { ["source"] = _folder["code"] },
        };
        runtime.BuildAsync(request).GetAwaiter().GetResult();
    }

    private void Edit(string file, Func<string, string> change)
    {
        string before = File.ReadAllText(_folder[$"code/{file}"]);
        string after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(_folder[$"code/{file}"], after);
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
