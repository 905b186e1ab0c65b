using System.Text.Json;
using Weir.Diagnostics;
using Weir.Engine.Syntax;

namespace Weir.Policies;

/// <summary>Holds what a query names to a policy: tables, columns, functions, paths, nesting. The first rule that is broken refuses it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Reads">The rule for paths that are read.</param>
/// <param name="IsVolatile">Whether a function, in lower case, with so many arguments gives other results at another time.</param>
/// <param name="IsFileFunction">Whether a function that is not the engine's reads files by path.</param>
internal sealed record PolicyCheck(SqlPolicy Policy, PathRule Reads, Func<string, int, bool> IsVolatile, Func<string, bool> IsFileFunction)
{
    /// <summary>Whether the text is one that SQL did not write: a view of the program. Only what makes a build differ is refused there.</summary>
    public bool IsOfProgram { get; init; }

    /// <summary>Whether a path may stand in the place of a table.</summary>
    public bool AllowsPathLiterals => !IsOfProgram && Policy.Rights.HasFlag(SqlRights.PathLiterals);

    /// <summary>Whether SQL may name a table.</summary>
    /// <param name="table">Its name, or the key of a table in another schema than the first.</param>
    public bool Opens(string table)
    {
        string[] names = [.. NamesOf(table)];
        return IsOfProgram || (Policy.Tables is not { } open || names.Any(Among(open))) && !names.Any(Among(Policy.DeniedTables));
    }

    /// <summary>Refuses a query that breaks a rule.</summary>
    /// <exception cref="WeirException">WEIR5007, WEIR5013 to WEIR5017.</exception>
    public void Require(SyntaxFacts facts)
    {
        if (!IsOfProgram)
        {
            if (Policy.Limits.NestingMax is { } limit && facts.Depth > limit)
                throw PolicyErrors.StatementTooDeep("expressions", limit);
            foreach (TableReference table in facts.Tables)
                RequireTable(table.Schema, table.Name);
            // A name that means two things in one text is not worth the doubt.
            if (facts.LocalNames.FirstOrDefault(name => Policy.DeniedTables.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } hidden)
                throw SqlPolicyErrors.Table(hidden, Policy.Name, Policy.Tables, isDenied: true);
            RequireColumns(facts);
            foreach (JsonElement call in facts.CallNodes)
                RequireFunction(SyntaxNode.Member(call, "function_name").ToLowerInvariant(), FunctionSyntax.Is(call));
            foreach (string word in facts.Columns.Where(parts => parts.Count == 1).Select(parts => parts[0].ToLowerInvariant()))
                RequireWord(word);
            foreach (TableCall call in facts.Calls)
                RequirePaths(call);
        }
        if (!Policy.AllowVolatileFunctions)
            RequireStable(facts);
    }

    /// <summary>Refuses a table that SQL may not name.</summary>
    /// <exception cref="WeirException">WEIR5013.</exception>
    public void RequireTable(string schema, string name)
    {
        string full = schema.Length == 0 ? name : $"{schema}.{name}";
        if (EngineListings.FunctionOf(schema, name) is { } listing && Policy.Tables?.Contains(full, StringComparer.OrdinalIgnoreCase) != true && !OpensListing(listing))
            throw SqlPolicyErrors.Listing(full, Policy.Name);
        bool isOpen = Opens(full) || (schema.Length > 0 && Opens($"{schema}.*") && !Policy.DeniedTables.Contains(full, StringComparer.OrdinalIgnoreCase));
        if (!isOpen)
            throw SqlPolicyErrors.Table(full, Policy.Name, Policy.Tables, Policy.DeniedTables.Contains(full, StringComparer.OrdinalIgnoreCase));
    }

    private static Func<string, bool> Among(IEnumerable<string> list) => name => list.Contains(name, StringComparer.OrdinalIgnoreCase);

    // A key has all parts of a name in quotes; a policy may leave the catalog out, and name all tables of a schema.
    private static IEnumerable<string> NamesOf(string table)
    {
        yield return table;
        string[] parts = table.Length > 1 && table[0] == '"' ? table[1..^1].Split("\".\"") : [];
        if (parts.Length != 3)
            yield break;
        string inSchema = $"{parts[1]}.{parts[2]}".Replace("\"\"", "\"", StringComparison.Ordinal);
        string schema = parts[1].Replace("\"\"", "\"", StringComparison.Ordinal), catalog = parts[0].Replace("\"\"", "\"", StringComparison.Ordinal);
        foreach (string name in (string[])[inSchema, $"{schema}.*", $"{catalog}.{inSchema}", $"{catalog}.{schema}.*"])
            yield return name;
    }

    // What a policy does not open of tables the engine's listings would tell all the same.
    private bool OpensListing(string function) =>
        !Policy.DeniedFunctions.Contains(function, StringComparer.OrdinalIgnoreCase) && !(RestrictsTables && EngineListings.IsOfTables(function));

    private bool RestrictsTables => Policy.Tables is not null || Policy.DeniedTables.Count > 0 || Policy.Columns.Count > 0;

    /// <summary>Refuses a path that may not be read.</summary>
    /// <exception cref="WeirException">WEIR5016.</exception>
    public void RequireRead(string path)
    {
        if (Reads.WhyNotRead(path) is { } why)
            throw SqlPolicyErrors.ReadPath(path, why, Reads.Folders);
    }

    // What a table's own columns are is told where the table is bound; here only what is plainly of a table.
    private void RequireColumns(SyntaxFacts facts)
    {
        if (Policy.Columns.Count == 0)
            return;
        foreach (IReadOnlyList<string> column in facts.Columns.Where(parts => parts.Count == 2))
        {
            bool isTable = facts.Tables.Any(table => table.Schema.Length == 0 && table.Name.Equals(column[0], StringComparison.OrdinalIgnoreCase));
            if (isTable && ColumnsOf(column[0]) is { } open && !open.Contains(column[1], StringComparer.OrdinalIgnoreCase))
                throw SqlPolicyErrors.Column(column[0], column[1], Policy.Name, open);
        }
    }

    /// <summary>The columns that a table has for SQL; null for all.</summary>
    public IReadOnlyList<string>? ColumnsOf(string table)
    {
        foreach ((string name, IReadOnlyList<string> columns) in Policy.Columns)
        {
            if (NamesOf(table).Contains(name, StringComparer.OrdinalIgnoreCase))
                return columns;
        }
        return null;
    }

    /// <summary>Refuses a function that SQL may not call.</summary>
    /// <param name="name">The function, in lower case.</param>
    /// <param name="isSyntax">Whether the call is one that syntax stands for, which needs no entry.</param>
    /// <exception cref="WeirException">WEIR5015.</exception>
    public void RequireFunction(string name, bool isSyntax = false)
    {
        if (IsFile(name) && !Policy.Rights.HasFlag(SqlRights.FileFunctions))
            throw SqlPolicyErrors.Function(name, Policy.Name, "it reads files by path, which needs the right file_functions", "Read a registered table, or give the policy the right file_functions.");
        if (Policy.DeniedFunctions.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw SqlPolicyErrors.Function(name, Policy.Name, "it is denied", "Call another function, or take this one out of SqlPolicy.DeniedFunctions.");
        if (RestrictsTables && EngineListings.IsOfTables(name))
        {
            throw SqlPolicyErrors.Function(
                name, Policy.Name, "it tells of all tables that a connection holds, and the policy says which are open", "Ask information_schema, which tells of those that are open.");
        }
        if (Policy.Functions is { } open && !isSyntax && !FunctionSyntax.IsName(name) && !open.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw SqlPolicyErrors.Function(name, Policy.Name, "it is not one of those that are listed", "Call another function, or add this one to SqlPolicy.Functions.");
    }

    // Such a word is a column where a table has one of its name, but that is not known here, and the engine tells.
    private void RequireWord(string word)
    {
        if (FunctionSyntax.OfWord(word) is not { } function)
            return;
        string[] names = [word, function];
        if (names.FirstOrDefault(name => Policy.DeniedFunctions.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } denied)
            RequireFunction(denied);
        if (Policy.Functions is { } open && !names.Any(name => open.Contains(name, StringComparer.OrdinalIgnoreCase)))
            RequireFunction(word);
    }

    private void RequirePaths(TableCall call)
    {
        if (Reads.IsOpen || !IsFile(call.Name))
            return;
        if (CallPaths.Of(call) is not { Count: > 0 } paths)
            throw SqlPolicyErrors.ReadPath(call.Name, "its path is not written as a literal, so where it leads is not known before the query runs", Reads.Folders);
        foreach (string path in paths)
            RequireRead(path);
    }

    private void RequireStable(SyntaxFacts facts)
    {
        foreach ((string function, int arguments) in facts.CallForms)
        {
            if (IsVolatile(function, arguments))
                throw SqlPolicyErrors.Volatile(function, Policy.Name);
        }
        if (facts.Columns.FirstOrDefault(parts => parts.Count == 1 && FunctionSyntax.OfWord(parts[0].ToLowerInvariant()) is { } function && IsVolatile(function, 0)) is [var word])
            throw SqlPolicyErrors.Volatile(word, Policy.Name);
        if (facts.HasUnseededSample)
            throw SqlPolicyErrors.Volatile("sample", Policy.Name);
    }

    /// <summary>Whether a function reads files by path.</summary>
    public bool IsFile(string name) => FileFunctions.Has(name) || IsFileFunction(name);
}
