using System.Text;

namespace Weir.Tests.Cli;

/// <summary>A folder with a spec, its input and its output; cities by country, and a join as large as wanted.</summary>
internal sealed class BuildFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BuildFixture()
    {
        File.WriteAllText(Spec, CitiesSpec);
        File.WriteAllText(Cities, "city,country,people\nBerlin,DE,3769000\nParis,FR,2103000\nHamburg,DE,1906000\n");
    }

    public string Folder => _folder.Path;

    public string Spec => _folder["spec.json"];

    public string Cities => _folder["cities.csv"];

    public string Out => _folder["out"];

    public string[] Build => ["build", Spec, "--set", $"cities={Cities}", "--out", Out];

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a spec whose one table 'pairs' gets the square of <paramref name="rows"/> rows.</summary>
    public string JoinSpec(int rows)
    {
        StringBuilder left = new("k,x\n"), right = new("k,y\n");
        for (int i = 0; i < rows; i++)
        {
            left.Append(null, $"1,{i}\n");
            right.Append(null, $"1,{i}\n");
        }
        File.WriteAllText(_folder[$"left{rows}.csv"], left.ToString());
        File.WriteAllText(_folder[$"right{rows}.csv"], right.ToString());
        string spec = _folder[$"join{rows}.json"];
        File.WriteAllText(spec, $$"""
            {
              "version": 4,
              "input_relations": [
                { "logical_name": "lefts", "location": "{{_folder[$"left{rows}.csv"]}}", "format": "csv" },
                { "logical_name": "rights", "location": "{{_folder[$"right{rows}.csv"]}}", "format": "csv" }
              ],
              "view_definitions": [
                { "name": "joined", "view_kind": "relate", "transform": { "kind": "Relate", "left": "lefts", "right": "rights",
                  "join_type": "Inner", "join_keys": [{ "left_key": "k", "right_key": "k" }] } }
              ],
              "output_targets": [{ "table_name": "pairs", "source_view": "joined" }]
            }
            """);
        return spec;
    }

    /// <summary>The commits of a table, by name.</summary>
    public string[] Commits(string table)
    {
        string log = Path.Combine(Out, table, "_delta_log");
        return Directory.Exists(log) ? [.. Directory.GetFiles(log, "*.json").Select(file => Path.GetFileName(file)).Order()] : [];
    }

    /// <summary>Every file of a table outside its log.</summary>
    public string[] DataFiles(string table)
    {
        string root = Path.Combine(Out, table);
        return Directory.Exists(root)
            ? [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Where(file => !file.Contains("_delta_log", StringComparison.Ordinal))]
            : [];
    }

    private const string CitiesSpec =
        """
        {
          "version": 4,
          "input_relations": [{ "logical_name": "cities", "location": "${cities}", "format": "csv" }],
          "view_definitions": [
            { "name": "large", "view_kind": "filter", "transform": { "kind": "Filter", "source": "cities", "predicate": "people > 2000000" } },
            { "name": "by_country", "view_kind": "aggregate", "transform": { "kind": "Aggregate", "source": "cities",
              "group_by": ["country"], "aggregations": [{ "column": "people", "function": "sum", "alias": "people" }] } }
          ],
          "output_targets": [
            { "table_name": "large_cities", "source_view": "large" },
            { "table_name": "countries", "source_view": "by_country", "partition_by": ["country"] }
          ]
        }
        """;
}
