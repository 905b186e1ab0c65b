using System.Text.Json;

namespace Weir.Tests.Delta.Corpus;

/// <summary>One table of the corpus, with the facts of INDEX.json and of its expected.json.</summary>
internal sealed class CorpusTable
{
    /// <summary>The index of the corpus counts a second commit of this table, which its folder does not have.</summary>
    public const string CommitLost = "kafka-delta-ingest/zero_offset";

    private static readonly Lazy<Dictionary<string, CorpusTable>> Index = new(ReadIndex);

    private readonly JsonElement _facts;

    private CorpusTable(JsonElement facts)
    {
        _facts = facts;
        Features = [.. facts.GetProperty("features").EnumerateArray().Select(item => item.GetString()!)];
        Notes = [.. facts.GetProperty("notes").EnumerateArray().Select(item => item.GetString()!)];
    }

    public static IReadOnlyCollection<CorpusTable> All => Index.Value.Values;

    public string Id => Text("id");

    private string Folder => Path.Combine(CorpusFolder.Path, Text("dir"));

    /// <summary>Root of the Delta table.</summary>
    public string Root => MendedTable.Of(Folder);

    /// <summary>What the corpus says a reader must do: <c>read</c>, <c>refuse ...</c>, <c>log/snapshot only ...</c>.</summary>
    public string Status => Text("status");

    public IReadOnlyList<string> Features { get; }

    public IReadOnlyList<string> Notes { get; }

    public long ActiveFiles => _facts.GetProperty("activeFiles").GetInt64();

    /// <summary>The newest version; -1 without any.</summary>
    public long Latest => _facts.GetProperty("latest").GetInt64();

    /// <summary>Rows of the newest version; null where data files are absent.</summary>
    public long? DerivedRows => _facts.GetProperty("derivedRows") is { ValueKind: JsonValueKind.Number } rows ? rows.GetInt64() : null;

    /// <summary>Whether all data files of the newest version are there.</summary>
    public bool HasData => _facts.GetProperty("missingFiles").GetInt64() == 0;

    /// <summary>
    /// What in this table this version of Weir does not read: names of reader features. Taken from
    /// the corpus's own description, not from Weir's judgement.
    /// </summary>
    public IReadOnlyList<string> HinderingFeatures
    {
        get
        {
            List<string> features = [];
            features.AddRange(new[] { "catalogManaged", "catalogOwned", "geospatial" }.Where(name => Features.Contains($"tf:{name}")));
            return features;
        }
    }

    /// <summary>Whether the log is broken: the corpus says to refuse, or the newest metadata has no schema.</summary>
    public bool IsBroken => Status.StartsWith("refuse", StringComparison.Ordinal) || Notes.Contains("bad schemaString");

    /// <summary>Whether this version of Weir must read the table.</summary>
    public bool MustRead => !IsBroken && HinderingFeatures.Count == 0;

    /// <summary>The origin's own expectations.</summary>
    public IEnumerable<JsonElement> Checks => Expected().GetProperty("checks").EnumerateArray();

    /// <summary>Parquet files with the expected rows of a version (null: the newest); empty where the origin has none.</summary>
    public string[] ExpectedFiles(long? version)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Folder)!, "expected");
        string content = Path.Combine(folder, version is null ? "latest" : $"v{version}", "table_content");
        if (Directory.Exists(content))
            folder = content;
        else if (version is not null)
            return [];
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.parquet").Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)]
            : [];
    }

    public static CorpusTable Find(string id) => Index.Value[id];

    public override string ToString() => Id;

    private JsonElement Expected()
    {
        string file = Path.GetFileName(Folder) == "delta"
            ? Path.Combine(Path.GetDirectoryName(Folder)!, "expected.json")
            : $"{Folder}.expected.json";
        return Parse(file);
    }

    private string Text(string name) => _facts.GetProperty(name).GetString()!;

    private static Dictionary<string, CorpusTable> ReadIndex() =>
        Parse(Path.Combine(CorpusFolder.Path, "INDEX.json")).EnumerateArray()
            .Select(facts => new CorpusTable(facts))
            .ToDictionary(table => table.Id, StringComparer.Ordinal);

    private static JsonElement Parse(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
