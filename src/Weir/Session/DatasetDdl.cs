using Weir.Catalog;
using Weir.Diagnostics;
using Weir.Sessions;

namespace Weir;

/// <summary>
/// Datasets as <c>CREATE EXTERNAL TABLE</c> statements and back. The text holds all that a dataset says, so reading what was
/// written gives the same dataset.
/// </summary>
public static class DatasetDdl
{
    /// <summary>The statement that declares a dataset.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="location">The dataset.</param>
    /// <returns>One statement without a semicolon; the same for an equal dataset.</returns>
    /// <exception cref="WeirException">WEIR8006, WEIR8007, WEIR8053, WEIR8055, WEIR8056: the dataset could not be registered.</exception>
    public static string Of(TableName name, DatasetLocation location)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(location);
        DatasetRules.Require(location);
        return DdlText.Of(name, DeclaredTexts.Trimmed(location));
    }

    /// <summary>The statement that declares a table of a plugin.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">The table.</param>
    /// <returns>One statement without a semicolon.</returns>
    public static string Of(TableName name, PluginTableSource source)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(source);
        return DdlText.Of(name, source.Plugin, source.Provider, source.OptionsJson, source.SnapshotId);
    }

    /// <summary>The statement that gives a query a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sql">The query.</param>
    /// <returns>One statement without a semicolon.</returns>
    /// <exception cref="WeirException">WEIR5002: it is several statements.</exception>
    public static string OfView(TableName name, string sql)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        return $"CREATE VIEW {name} AS\n{DeclaredTexts.TrimmedView(sql)}";
    }

    /// <summary>Reads a statement that declares a table.</summary>
    /// <param name="ddl">One CREATE EXTERNAL TABLE statement.</param>
    /// <returns>What it declares; nothing of it is opened.</returns>
    /// <exception cref="WeirException">WEIR8050: it is none, with line, column and what was expected there.</exception>
    public static TableDeclaration Read(string ddl)
    {
        ArgumentNullException.ThrowIfNull(ddl);
        return DdlReader.ReadAll(ddl) is [CatalogStatement.CreateTable create] ? create.Table
            : throw CatalogErrors.Syntax(1, 1, "another statement, or several", "one CREATE EXTERNAL TABLE statement");
    }
}
