using System.Collections.Immutable;
using Weir.Catalog;
using Weir.Diagnostics;

namespace Weir.Sessions;

/// <summary>The names of a session and what they mean. Immutable.</summary>
internal sealed record CatalogState
{
    /// <summary>The schema of listings, in every catalog.</summary>
    public const string InformationSchema = "information_schema";

    private readonly Lazy<ImmutableDictionary<string, TableSource>> _visible;
    private readonly Lazy<ImmutableDictionary<string, TableSource>> _own;
    private readonly KeyValuePair<string, TableSource> _ownListing;

    /// <param name="listings">The tables of the information schema, by name.</param>
    /// <param name="ownListing">The one among them that is another for questions of the catalog's own.</param>
    public CatalogState(IReadOnlyDictionary<string, TableSource> listings, KeyValuePair<string, TableSource> ownListing)
    {
        _ownListing = KeyValuePair.Create(KeyOf(TableName.DefaultCatalog, InformationSchema, ownListing.Key), ownListing.Value);
        Sources = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase,
            listings.Select(listing => KeyValuePair.Create(KeyOf(TableName.DefaultCatalog, InformationSchema, listing.Key), listing.Value)));
        _visible = new Lazy<ImmutableDictionary<string, TableSource>>(See);
        _own = new Lazy<ImmutableDictionary<string, TableSource>>(SeeOwn);
    }

    private CatalogState(CatalogState other)
    {
        (Sources, Names, Schemas, Templates, Catalog, Schema, _ownListing) = (other.Sources, other.Names, other.Schemas, other.Templates, other.Catalog, other.Schema, other._ownListing);
        _visible = new Lazy<ImmutableDictionary<string, TableSource>>(See);
        _own = new Lazy<ImmutableDictionary<string, TableSource>>(SeeOwn);
    }

    /// <summary>What each name means, by the key under which the engine knows it.</summary>
    public ImmutableDictionary<string, TableSource> Sources { get; private init; }

    /// <summary>Names with all their parts, by their keys.</summary>
    public ImmutableDictionary<string, TableName> Names { get; private init; } = ImmutableDictionary.Create<string, TableName>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The schemas, catalogs and names joined by a point.</summary>
    public ImmutableDictionary<string, TableName> Schemas { get; private init; } = ImmutableDictionary.Create<string, TableName>(StringComparer.OrdinalIgnoreCase)
        .Add(SchemaKey(TableName.DefaultCatalog, TableName.DefaultSchema), new TableName(TableName.DefaultSchema, TableName.DefaultCatalog));

    /// <summary>Dataset templates by name.</summary>
    public ImmutableDictionary<string, DatasetTemplate> Templates { get; init; } = ImmutableDictionary.Create<string, DatasetTemplate>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The catalog of names that have none.</summary>
    public string Catalog { get; init; } = TableName.DefaultCatalog;

    /// <summary>The schema of names that have none.</summary>
    public string Schema { get; init; } = TableName.DefaultSchema;

    /// <summary>What names mean to a statement: the keys, and in front of them the plain names of the current schema.</summary>
    public ImmutableDictionary<string, TableSource> Visible => _visible.Value;

    /// <summary>As <see cref="Visible"/>, for questions of the catalog's own: without contracts, and no listing opens tables.</summary>
    public ImmutableDictionary<string, TableSource> Own => _own.Value;

    /// <summary>Whether a key is that of a table in another schema than the first, or of a listing.</summary>
    public static bool IsQualified(string key) => key.Length > 2 && key[0] == '"' && key.Contains("\".\"", StringComparison.Ordinal);

    /// <summary>Whether a key is that of a listing.</summary>
    public static bool IsListing(string key) => IsQualified(key) && key.Contains($"\".\"{InformationSchema}\".\"", StringComparison.Ordinal);

    /// <summary>Keys of tables as SQL writes them, without those of listings.</summary>
    public static IEnumerable<string> Shown(IEnumerable<string> keys) => keys.Where(key => !IsListing(key)).Select(Shown);

    /// <summary>The key of a table as SQL writes it.</summary>
    public static string Shown(string key) => IsQualified(key) ? Shown(TableName.Parse(key)).ToString() : SqlText.PlainName(key);

    /// <summary>A whole name as it is told: in the schema that every session begins in, a plain name is enough.</summary>
    public static TableName Shown(TableName full) =>
        Is(full.Catalog!, TableName.DefaultCatalog) && Is(full.Schema!, TableName.DefaultSchema) ? new TableName(full.Name) : full;

    /// <summary>The error of a name that is not there.</summary>
    public WeirException Unknown(TableName name) =>
        ConfigurationErrors.TableUnknown(Shown(Resolve(name)).ToString(), Names.Values.Select(known => Shown(known).ToString()));

    /// <summary>The names of another session; the listings stay those of this one.</summary>
    public CatalogState Taking(CatalogState other) => this with
    {
        Sources = other.Sources.SetItems(Sources.Where(entry => IsListing(entry.Key))),
        Names = other.Names,
        Schemas = other.Schemas,
        Templates = other.Templates,
        Catalog = other.Catalog,
        Schema = other.Schema,
    };

    /// <summary>The name with all its parts.</summary>
    public TableName Resolve(TableName name) => name with { Catalog = name.Catalog ?? Catalog, Schema = name.Schema ?? Schema };

    /// <summary>The key of a name.</summary>
    public string KeyOf(TableName name)
    {
        TableName full = Resolve(name);
        return KeyOf(Is(full.Schema!, InformationSchema) ? TableName.DefaultCatalog : full.Catalog!, full.Schema!, full.Name);
    }

    /// <summary>
    /// The key by which a statement finds what is stored under another one: where plain names are those of the current schema, tables of
    /// the first one have whole names too.
    /// </summary>
    public string SeenAs(string key) =>
        IsInFirst || IsQualified(key) ? key : SqlText.Name([TableName.DefaultCatalog, TableName.DefaultSchema, key]);

    /// <summary>The name under which reports tell a table: as it was registered, plain in the first schema and with all its parts elsewhere.</summary>
    /// <param name="seen">A name by which a statement finds it.</param>
    public string ToldAs(string seen)
    {
        TableName? whole = IsQualified(seen) ? TableName.Parse(seen) : null;
        foreach (string key in (string[])[KeyOf(whole ?? new TableName(seen)), seen])
            if (Names.TryGetValue(key, out TableName? name))
                return IsQualified(key) ? name.ToString() : name.Name;
        return whole?.ToString() ?? seen;
    }

    /// <summary>Whether the current schema is the one that every session has.</summary>
    public bool IsInFirst => Is(Catalog, TableName.DefaultCatalog) && Is(Schema, TableName.DefaultSchema);

    /// <summary>Whether the session has a schema.</summary>
    public bool Has(string catalog, string schema) => Schemas.ContainsKey(SchemaKey(catalog, schema)) || Is(schema, InformationSchema);

    /// <summary>With a table under a name.</summary>
    /// <exception cref="WeirException">WEIR8002: the name cannot be used. WEIR8051: there is no such schema.</exception>
    public CatalogState With(TableName name, TableSource source)
    {
        if (name.Name.Length == 0 || name.Name.Contains('\0') || IsQualified(name.Name))
            throw ConfigurationErrors.TableNameInvalid(name.Name);
        TableName full = Resolve(name);
        RequireSchema(full.Catalog!, full.Schema!);
        string key = KeyOf(full);
        return this with { Sources = Sources.SetItem(key, source), Names = Names.SetItem(key, full) };
    }

    /// <summary>Without a table.</summary>
    public CatalogState Without(TableName name)
    {
        string key = KeyOf(name);
        return this with { Sources = Names.ContainsKey(key) ? Sources.Remove(key) : Sources, Names = Names.Remove(key) };
    }

    /// <summary>With the whole texts of the views that were made in the first schema.</summary>
    public CatalogState WithWholeViews(Func<string, string> complete) => this with
    {
        Sources = Sources.SetItems(Names.Keys.Where(key => !IsQualified(key) && Sources[key] is TableSource.View { Whole: null })
            .Select(key => (Key: key, View: (TableSource.View)Sources[key]))
            .Select(entry => KeyValuePair.Create<string, TableSource>(entry.Key, entry.View with { Whole = complete(entry.View.Sql) }))),
    };

    /// <summary>With a schema.</summary>
    public CatalogState WithSchema(string catalog, string schema) =>
        this with { Schemas = Schemas.SetItem(SchemaKey(catalog, schema), new TableName(schema, catalog)) };

    /// <summary>Without a schema and its tables.</summary>
    public CatalogState WithoutSchema(string catalog, string schema)
    {
        string[] keys = [.. KeysOf(catalog, schema)];
        return this with { Schemas = Schemas.Remove(SchemaKey(catalog, schema)), Sources = Sources.RemoveRange(keys), Names = Names.RemoveRange(keys) };
    }

    /// <summary>The keys of a schema's tables.</summary>
    public IEnumerable<string> KeysOf(string catalog, string schema) =>
        Names.Where(entry => Is(entry.Value.Catalog!, catalog) && Is(entry.Value.Schema!, schema)).Select(entry => entry.Key);

    /// <exception cref="WeirException">WEIR8051.</exception>
    public void RequireSchema(string catalog, string schema)
    {
        if (!Schemas.ContainsKey(SchemaKey(catalog, schema)))
            throw CatalogErrors.SchemaUnknown(SchemaKey(catalog, schema), Schemas.Keys);
    }

    private static string KeyOf(string catalog, string schema, string name) =>
        Is(catalog, TableName.DefaultCatalog) && Is(schema, TableName.DefaultSchema) ? name : SqlText.Name([catalog, schema, name]);

    private static string SchemaKey(string catalog, string schema) => new TableName(schema, catalog).ToString();

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private ImmutableDictionary<string, TableSource> See()
    {
        if (IsInFirst)
            return Sources;
        KeyValuePair<string, TableSource>[] first = [.. Names.Keys.Where(key => !IsQualified(key)).Select(key => KeyValuePair.Create(key, Seen(Sources[key])))];
        return Sources.SetItems(first).SetItems(first.Select(entry => KeyValuePair.Create(SeenAs(entry.Key), entry.Value)))
            .SetItems(KeysOf(Catalog, Schema).Select(key => KeyValuePair.Create(Names[key].Name, Sources[key])));
    }

    private static TableSource Seen(TableSource source) => source is TableSource.View { Whole: { } sql } ? new TableSource.View(sql) : source;

    private ImmutableDictionary<string, TableSource> SeeOwn() => Visible
        .SetItems(Visible.Where(entry => entry.Value is TableSource.Dataset { Checks: not null })
            .Select(entry => KeyValuePair.Create<string, TableSource>(entry.Key, (TableSource.Dataset)entry.Value with { Checks = null })))
        .SetItem(_ownListing.Key, _ownListing.Value);
}
