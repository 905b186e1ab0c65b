using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>Reads what stands behind CREATE EXTERNAL TABLE. Used once.</summary>
/// <param name="text">The whole statement.</param>
/// <param name="tokens">Its tokens.</param>
internal sealed class DatasetReader(string text, SqlTokens tokens)
{
    private const string NoUnique = "PRIMARY KEY, the one key that a dataset declares";

    private static readonly string[] ColumnWords = ["NOT", "NULL", "DEFAULT", "PRIMARY", "CHECK", "UNIQUE", "REFERENCES", "CONSTRAINT"];
    private static readonly string[] ConstraintWords = ["CONSTRAINT", "PRIMARY", "CHECK", "FOREIGN", "UNIQUE"];
    private static readonly string[] Formats = [.. Enum.GetNames<DatasetFormat>().Select(name => name.ToUpperInvariant()), "DELTA_CDF", "PLUGIN"];

    private readonly List<DatasetColumn> _columns = [];
    private readonly List<string> _key = [];
    private readonly List<DatasetCheck> _checks = [];
    private readonly List<DatasetForeignKey> _foreignKeys = [];
    private readonly List<DatasetColumn> _partitions = [];
    private readonly List<DatasetSortColumn> _order = [];
    private readonly Dictionary<string, (string Value, int Start)> _options = new(StringComparer.Ordinal);
    private string? _format;
    private string? _path;

    /// <summary>Whether UNBOUNDED was read before.</summary>
    public bool IsUnbounded { get; init; }

    /// <summary>Reads a name of one to three parts.</summary>
    /// <exception cref="WeirException">WEIR8050.</exception>
    public static TableName ReadName(SqlTokens tokens)
    {
        List<string> parts = [tokens.TakeName("a name")];
        while (parts.Count < 3 && tokens.TryTake('.'))
            parts.Add(tokens.TakeName("a name"));
        parts.Reverse();
        return new TableName(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    /// <summary>Reads to the end of the statement.</summary>
    /// <exception cref="WeirException">WEIR8050.</exception>
    public TableDeclaration Read(TableName name)
    {
        if (tokens.TryTake('('))
            ReadList(ReadDefinition);
        HashSet<string> clauses = [];
        while (tokens.Next.Kind != SqlTokenKind.End)
        {
            string clause = tokens.Next.Value.ToUpperInvariant();
            if (tokens.Next.Kind != SqlTokenKind.Word || !clauses.Add(clause) || !TryReadClause(clause))
                throw tokens.Expected("STORED AS, LOCATION, PARTITIONED BY, WITH ORDER, OPTIONS (each once) or the end");
        }
        if (_format is null)
            throw tokens.Expected("STORED AS");
        if (_path is null)
            throw tokens.Expected("LOCATION");
        return _format == "PLUGIN" ? Plugin(name) : new TableDeclaration(name, Location(), null);
    }

    private bool TryReadClause(string clause)
    {
        switch (clause)
        {
            case "STORED":
                tokens.Take();
                tokens.Require("AS");
                _format = Formats.FirstOrDefault(tokens.Next.Is) ?? throw tokens.Expected($"a format ({string.Join(", ", Formats)})");
                tokens.Take();
                return true;
            case "LOCATION":
                tokens.Take();
                _path = ReadText("a path in single quotes");
                return true;
            case "PARTITIONED":
                Skip("PARTITIONED", "BY", "(");
                ReadList(ReadPartition);
                return true;
            case "WITH":
                Skip("WITH", "ORDER", "(");
                ReadList(ReadSort);
                return true;
            case "OPTIONS":
                Skip("OPTIONS", "(");
                ReadList(ReadOption);
                return true;
            default:
                return false;
        }
    }

    private void Skip(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
            tokens.Require(word);
    }

    private void ReadList(Action read)
    {
        do
            read();
        while (tokens.TryTake(','));
        tokens.Require(")");
    }

    private string ReadText(string what) => tokens.Next.Kind == SqlTokenKind.Text ? tokens.Take().Value : throw tokens.Expected(what);

    private void ReadDefinition()
    {
        if (!ConstraintWords.Any(tokens.Next.Is))
        {
            ReadColumn();
            return;
        }
        string? name = tokens.TryTake("CONSTRAINT") ? tokens.TakeName("the name of a constraint") : null;
        if (tokens.Next.Is("CHECK"))
            ReadCheck(name);
        else if (tokens.TryTake("FOREIGN"))
            ReadForeignKey(name);
        else if (_key.Count == 0 && tokens.TryTake("PRIMARY"))
            ReadKey();
        else
            throw tokens.Expected(tokens.Next.Is("UNIQUE") ? NoUnique : "PRIMARY KEY (once), CHECK or FOREIGN KEY");
    }

    private void ReadColumn()
    {
        _columns.Add(ReadModifiers(new DatasetColumn(tokens.TakeName("the name of a column"), ReadType())));
    }

    private DatasetColumn ReadModifiers(DatasetColumn column)
    {
        while (ColumnWords.Any(tokens.Next.Is))
        {
            if (tokens.Next.Is("CHECK"))
                ReadCheck(null);
            else if (tokens.TryTake("NULL"))
                column = column with { NotNull = false };
            else if (tokens.TryTake("DEFAULT"))
                column = column with { Default = ReadRaw(token => token.Is(',') || token.Is(')') || ColumnWords.Any(word => word != "NULL" && token.Is(word)), "a literal") };
            else if (tokens.TryTake("NOT"))
                column = NotNull(column);
            else if (tokens.Next.Is("PRIMARY"))
                ReadColumnKey(column.Name);
            else
                throw tokens.Expected(Elsewhere(column.Name));
        }
        return column;
    }

    // What SQL has behind a column and a dataset does not, with what says the same here.
    private string Elsewhere(string column) => tokens.Next.Is("UNIQUE") ? NoUnique
        : tokens.Next.Is("REFERENCES") ? $"FOREIGN KEY ({SqlText.PlainName(column)}) REFERENCES ..., behind the columns"
        : "the next column: constraints with names stand behind the columns";

    private DatasetColumn NotNull(DatasetColumn column)
    {
        tokens.Require("NULL");
        return column with { NotNull = true };
    }

    private void ReadColumnKey(string column)
    {
        if (_key.Count > 0)
            throw tokens.Expected("one primary key");
        Skip("PRIMARY", "KEY");
        _key.Add(column);
    }

    private void ReadKey()
    {
        Skip("KEY", "(");
        ReadList(() => _key.Add(tokens.TakeName("the name of a column")));
    }

    private void ReadCheck(string? name)
    {
        Skip("CHECK", "(");
        _checks.Add(new DatasetCheck(ReadRaw(token => token.Is(')'), "a condition"), name));
        tokens.Require(")");
    }

    private void ReadForeignKey(string? name)
    {
        (List<string> columns, List<string> others) = ([], []);
        Skip("KEY", "(");
        ReadList(() => columns.Add(tokens.TakeName("the name of a column")));
        tokens.Require("REFERENCES");
        TableName table = ReadName(tokens);
        tokens.Require("(");
        ReadList(() => others.Add(tokens.TakeName("the name of a column")));
        _foreignKeys.Add(new DatasetForeignKey(columns, table.ToString(), others, name));
    }

    private void ReadPartition()
    {
        string name = tokens.TakeName("the name of a column");
        DatasetColumn? declared = _columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        bool hasType = !tokens.Next.Is(',') && !tokens.Next.Is(')') && !ColumnWords.Any(tokens.Next.Is);
        if (!hasType && declared is null)
            throw tokens.Expected($"the type of the column '{name}', which is not declared before");
        DatasetColumn column = hasType ? new DatasetColumn(name, ReadType()) : declared!;
        if (declared is not null)
            _columns.Remove(declared);
        _partitions.Add(ReadModifiers(column));
    }

    private void ReadSort()
    {
        string name = tokens.TakeName("the name of a column");
        bool descends = tokens.TryTake("DESC");
        if (!descends)
            tokens.TryTake("ASC");
        bool nullsFirst = false;
        if (tokens.TryTake("NULLS"))
        {
            nullsFirst = tokens.TryTake("FIRST");
            if (!nullsFirst)
                tokens.Require("LAST");
        }
        _order.Add(new DatasetSortColumn(name, descends, nullsFirst));
    }

    private void ReadOption()
    {
        int start = tokens.Next.Start;
        string key = ReadText("the name of an option in single quotes");
        if (!_options.TryAdd(key, (ReadText($"the value of '{key}' in single quotes"), start)))
            throw Fault(start, $"'{key}' again", "an option that was not given before");
    }

    private string ReadType()
    {
        int start = tokens.Next.Start;
        string raw = ReadRaw(token => token.Is(',') || token.Is(')') || ColumnWords.Any(token.Is), "a type");
        try
        {
            return ColumnTypeReader.Parse(raw).ToString();
        }
        catch (WeirException cause)
        {
            throw Fault(start, $"'{raw}'", $"a type ({cause.Message})");
        }
    }

    // Where it ends is all that matters here.
    private string ReadRaw(Func<SqlToken, bool> endsAt, string what)
    {
        (int start, int end, int depth) = (tokens.Next.Start, tokens.Next.Start, 0);
        while (tokens.Next.Kind != SqlTokenKind.End && (depth > 0 || !endsAt(tokens.Next)))
        {
            SqlToken token = tokens.Take();
            depth += token.Is('(') || token.Is('[') || token.Is('{') ? 1 : token.Is(')') || token.Is(']') || token.Is('}') ? -1 : 0;
            end = token.End;
        }
        return end > start ? text[start..end] : throw tokens.Expected(what);
    }

    private WeirException Fault(int at, string found, string expected) => tokens.Fault(found, expected, at);

    private TableDeclaration Plugin(TableName name)
    {
        int point = _path!.IndexOf('.', StringComparison.Ordinal);
        if (point <= 0 || point == _path.Length - 1)
            throw Fault(text.Length, $"LOCATION '{_path}'", "LOCATION 'plugin.provider'");
        if (_columns.Count + _partitions.Count + _order.Count + _key.Count + _checks.Count + _foreignKeys.Count > 0 || IsUnbounded)
            throw Fault(text.Length, "a declaration of columns, constraints or order", "none: the plugin says what its table has");
        PluginTableSource source = new(_path[..point], _path[(point + 1)..], Take("json") ?? "{}") { SnapshotId = Take("snapshot_id") };
        RequireNoneLeft("json and snapshot_id are those of a plugin's table");
        return new TableDeclaration(name, null, source);
    }

    private DatasetLocation Location()
    {
        bool isFeed = _format == "DELTA_CDF";
        DatasetFormat format = isFeed ? DatasetFormat.Delta : Enum.Parse<DatasetFormat>(_format!, ignoreCase: true);
        DatasetOptionReader options = new(_options.ToDictionary(option => option.Key, option => option.Value.Value), (key, problem) => Fault(_options[key].Start, $"the option '{key}' as '{_options[key].Value}'", problem));
        DatasetLocation location = options.Read(new DatasetLocation(_path!, format), isFeed);
        foreach ((string option, string value) in location.Options)
            RequireOption(format, option, value);
        return location with
        {
            Columns = [.. _columns],
            PartitionColumns = [.. _partitions],
            SortOrder = [.. _order],
            Constraints = _key.Count + _checks.Count + _foreignKeys.Count == 0 ? DatasetConstraints.None : new DatasetConstraints { PrimaryKey = _key, Checks = _checks, ForeignKeys = _foreignKeys },
            IsUnbounded = IsUnbounded,
        };
    }

    private void RequireOption(DatasetFormat format, string option, string value)
    {
        try
        {
            DatasetOption.Require(format, option, value);
        }
        catch (WeirException cause)
        {
            IReadOnlyDictionary<string, string> place = Fault(_options[option].Start, option, option).Details;
            throw ConfigurationErrors.DatasetOptionAt(cause, place["line"], place["column"]);
        }
    }

    private string? Take(string key) => _options.Remove(key, out (string Value, int Start) option) ? option.Value : null;

    private void RequireNoneLeft(string known)
    {
        foreach ((string key, (_, int start)) in _options)
            throw Fault(start, $"the option '{key}'", $"another one: {known}");
    }
}
