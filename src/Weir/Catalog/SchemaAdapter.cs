using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>
/// The projection that makes the declared columns of a dataset from what some of its files have, as its evolution allows. What it
/// does not allow is an error that names the column, both types, and what to do. Pure.
/// </summary>
internal sealed class SchemaAdapter
{
    private readonly DatasetLocation _location;
    private readonly SchemaEvolution _evolution;
    private readonly Dictionary<string, FoundColumn> _found;

    private SchemaAdapter(DatasetLocation location, IReadOnlyList<FoundColumn> found)
    {
        _location = location;
        _evolution = location.Evolution ?? SchemaEvolution.Strict;
        _found = found.ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
        bool isDelta = location.Format == DatasetFormat.Delta;
        Columns =
        [
            .. location.Columns.Select(OfFiles),
            .. location.PartitionColumns.Select(column => isDelta ? OfFiles(column) : OfFolders(column)),
        ];
        if (!_evolution.AllowsAdditions)
            RequireAllDeclared(found);
    }

    /// <summary>The columns in the order in which they were declared.</summary>
    public IReadOnlyList<AdaptedColumn> Columns { get; }

    /// <summary>Whether each declared column is the files' own as it is.</summary>
    public bool IsUnchanged => Columns.All(column => column.IsUnchanged);

    /// <summary>Makes the adapter for files with some columns.</summary>
    /// <param name="location">What was declared.</param>
    /// <param name="found">The columns; a null type is one that the reader gives what was declared.</param>
    /// <exception cref="WeirException">WEIR8054.</exception>
    public static SchemaAdapter Of(DatasetLocation location, IReadOnlyList<FoundColumn> found) => new(location, found);

    /// <summary>The SELECT that gives the declared columns of one that gives the files'.</summary>
    public string Project(string select) =>
        $"SELECT {string.Join(", ", Columns.Select(column => $"{column.Expression} AS {SqlText.Name(column.Column.Name)}"))} FROM ({select})";

    // The engine casts the names of folders to the declared type itself.
    private static AdaptedColumn OfFolders(DatasetColumn column) =>
        new(column, ColumnTypeReader.Parse(column.Type), column.Name, ColumnTypeReader.Parse(column.Type), SqlText.Name(column.Name)) { IsPartition = true };

    private AdaptedColumn OfFiles(DatasetColumn column)
    {
        ColumnType type = ColumnTypeReader.Parse(column.Type);
        if (Find(column.Name) is not { } found)
            return Filled(column, type);
        string name = SqlText.Name(found.Name);
        ColumnType fileType = found.Type ?? type;
        return new AdaptedColumn(column, type, found.Name, fileType, fileType.Is(type) ? name : Adapted(column.Name, name, fileType, type, isNested: false, level: 0));
    }

    private FoundColumn? Find(string name)
    {
        FoundColumn? current = _found.GetValueOrDefault(name);
        string[] older = [.. _evolution.Renames.Where(rename => Is(rename.Value, name)).Select(rename => rename.Key)];
        // A column that was itself renamed to another declared name is not this one.
        if (current is not null && _evolution.Renames.Keys.Any(old => Is(old, name)))
            current = null;
        FoundColumn[] all = [.. older.Select(old => _found.GetValueOrDefault(old)).Prepend(current).OfType<FoundColumn>()];
        return all.Length <= 1 ? all.FirstOrDefault() : throw CatalogErrors.ColumnIncompatible(
            _location.Path, name, $"is in one file as '{all[0].Name}' and as '{all[1].Name}'", "take one of them out of the renames, or write the file anew");
    }

    private AdaptedColumn Filled(DatasetColumn column, ColumnType type)
    {
        bool hasDefault = _evolution.FillsDefaults && column.Default is not null;
        if (!hasDefault && !_evolution.AllowsAdditions)
        {
            string known = string.Join(", ", _found.Keys);
            throw CatalogErrors.ColumnIncompatible(_location.Path, column.Name, $"is declared as {type}, and files lack it (they have {known})",
                "allow additions, declare a default and allow defaults, or name the column that it was renamed from");
        }
        if (!hasDefault && column.NotNull)
        {
            throw CatalogErrors.ColumnIncompatible(_location.Path, column.Name, $"is declared as {type} NOT NULL, and files lack it",
                "declare a default and allow defaults, or leave NOT NULL out");
        }
        return new AdaptedColumn(column, type, null, null, $"CAST({(hasDefault ? column.Default : "NULL")} AS {type})");
    }

    private string Adapted(string path, string value, ColumnType from, ColumnType to, bool isNested, int level)
    {
        if (from.Is(to))
            return value;
        bool hasParts = from.Name == to.Name && from.Name is ColumnType.Struct or ColumnType.List or ColumnType.Map;
        if (hasParts && _evolution.AppliesToNested)
        {
            return from.Name switch
            {
                ColumnType.Struct => Structure(path, value, from, to, level),
                ColumnType.List => $"list_transform({value}, lambda {Variable(level)}: {Adapted($"{path}[]", Variable(level), from.Parts[0].Type, to.Parts[0].Type, true, level + 1)})",
                _ => Map(path, value, from, to, level),
            };
        }
        if (!TypeWidening.Holds(from, to))
            throw Incompatible(path, from, to, hasParts);
        return _evolution.AllowsWidening && (!isNested || _evolution.AppliesToNested) ? $"CAST({value} AS {to})" : throw CatalogErrors.ColumnIncompatible(
            _location.Path, path, $"is {from} in the files and declared as {to}", $"allow widening, or declare it as {from}");
    }

    private WeirException Incompatible(string path, ColumnType from, ColumnType to, bool hasParts) => CatalogErrors.ColumnIncompatible(
        _location.Path, path, $"is {from} in the files and declared as {to}",
        hasParts ? "apply the evolution to nested fields, or declare it as it is in the files"
        : TypeWidening.Holds(to, from) ? $"declare it as {from}: {to} does not hold all its values"
        : $"declare it as {from}, and cast it in a view");

    private string Structure(string path, string value, ColumnType from, ColumnType to, int level)
    {
        if (!_evolution.AllowsAdditions && from.Parts.FirstOrDefault(part => !to.Parts.Any(wanted => Is(wanted.Name, part.Name))) is { Name: not null } extra)
            throw CatalogErrors.ColumnIncompatible(_location.Path, $"{path}.{extra.Name}", $"is {extra.Type} in the files and not declared", "declare it, or allow additions");
        IEnumerable<string> fields = to.Parts.Select(part =>
        {
            (string? name, ColumnType? type) = from.Parts.FirstOrDefault(found => Is(found.Name, part.Name));
            string inner = $"{path}.{part.Name}";
            if (name is null && !_evolution.AllowsAdditions)
                throw CatalogErrors.ColumnIncompatible(_location.Path, inner, $"is declared as {part.Type}, and files lack it", "allow additions, or leave it out");
            string field = name is null ? $"CAST(NULL AS {part.Type})"
                : Adapted(inner, $"struct_extract({value}, {SqlText.Literal(name)})", type!, part.Type, true, level);
            return $"{SqlText.Name(part.Name)} := {field}";
        });
        return $"CASE WHEN {value} IS NULL THEN NULL ELSE struct_pack({string.Join(", ", fields)}) END";
    }

    private string Map(string path, string value, ColumnType from, ColumnType to, int level)
    {
        string entry = Variable(level);
        string key = Adapted($"{path}.key", $"{entry}.key", from.Parts[0].Type, to.Parts[0].Type, true, level + 1);
        string item = Adapted($"{path}.value", $"{entry}.value", from.Parts[1].Type, to.Parts[1].Type, true, level + 1);
        return $"map_from_entries(list_transform(map_entries({value}), lambda {entry}: struct_pack(k := {key}, v := {item})))";
    }

    private void RequireAllDeclared(IReadOnlyList<FoundColumn> found)
    {
        HashSet<string> used = new(Columns.Select(column => column.FileColumn).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        if (found.FirstOrDefault(column => !used.Contains(column.Name)) is { } extra)
        {
            throw CatalogErrors.ColumnIncompatible(_location.Path, extra.Name, $"is {(extra.Type is { } type ? $"{type} " : "")}in the files and not declared",
                "declare it, or allow additions");
        }
    }

    private static string Variable(int level) => $"weir_{level}";

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
