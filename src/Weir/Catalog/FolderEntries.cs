using Weir.Diagnostics;

namespace Weir.Catalog;

/// <summary>Finds the tables of a folder. Looks at names only.</summary>
internal static class FolderEntries
{
    /// <summary>The entries in order of name; each has a location or an error. A folder of folders <c>name=value</c> is its only entry.</summary>
    /// <exception cref="WeirException">WEIR8004: there is no folder. WEIR8060: it has more entries than are allowed.</exception>
    public static IReadOnlyList<FolderEntry> Of(CatalogFolder folder)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path));
        if (!Directory.Exists(path))
            throw ConfigurationErrors.DatasetMissing(folder.Path, path);
        // What lies in folders of values is one table, of which these are parts.
        if (HiveFolders.In(path).Any())
            return [Of(folder, path)];
        string[] entries = [.. Directory.EnumerateFileSystemEntries(path).Where(entry => Path.GetFileName(entry)[0] is not ('.' or '_')).Order(StringComparer.Ordinal)];
        if (entries.Length > folder.TablesMax)
            throw CatalogErrors.TooManyTables(folder.Path, entries.Length, folder.TablesMax);
        return Distinct(folder, [.. entries.Select(entry => Of(folder, entry))]);
    }

    private static FolderEntry Of(CatalogFolder folder, string entry)
    {
        string name = Path.GetFileName(entry);
        try
        {
            DatasetFormat format = FormatDetection.Of(entry);
            if (folder.Format is { } wanted && wanted != format)
                throw CatalogErrors.NotHonoured(entry, format.ToString(), $"the load is of {wanted}");
            DatasetLocation location = (folder.Template ?? new DatasetLocation("")) with { Path = entry, Format = format };
            DatasetRules.Require(location);
            return new FolderEntry(name, Directory.Exists(entry) ? name : FormatDetection.WithoutEnding(name), location, null);
        }
        catch (WeirException error)
        {
            return new FolderEntry(name, name, null, error);
        }
    }

    // a.csv and a.parquet would be one table.
    private static List<FolderEntry> Distinct(CatalogFolder folder, List<FolderEntry> entries)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. entries.Select(entry => entry.Location is null || names.Add(entry.Table) ? entry
                : entry with { Location = null, Error = CatalogErrors.NameTaken($"a table '{entry.Table}' of the folder '{folder.Path}'") }),
        ];
    }
}

/// <summary>An entry of a folder of tables.</summary>
/// <param name="Entry">Its name.</param>
/// <param name="Table">The name of the table.</param>
/// <param name="Location">The table; null when it is none.</param>
/// <param name="Error">Why it is none.</param>
internal sealed record FolderEntry(string Entry, string Table, DatasetLocation? Location, WeirException? Error);
