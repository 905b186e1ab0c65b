namespace Weir;

/// <summary>The rules of a policy: what can refuse a statement.</summary>
public enum SqlRule
{
    /// <summary>The text is SQL. It is the engine's parser that says so.</summary>
    Syntax,
    /// <summary>The text is one statement.</summary>
    OneStatement,
    /// <summary>The policy gives the rights that the statement needs.</summary>
    Rights,
    /// <summary>Classifier and engine agree on what the text is.</summary>
    Agreement,
    /// <summary>Functions are open: those of <see cref="SqlPolicy.Functions"/>, and none that no policy opens.</summary>
    Functions,
    /// <summary>Tables are those of <see cref="SqlPolicy.Tables"/>.</summary>
    Tables,
    /// <summary>Columns are those of <see cref="SqlPolicy.Columns"/>.</summary>
    Columns,
    /// <summary>A path in the place of a table needs <see cref="SqlRights.PathLiterals"/>.</summary>
    PathLiterals,
    /// <summary>Files are read below <see cref="SqlPolicy.ReadPaths"/>, and are local.</summary>
    ReadPaths,
    /// <summary>Files are written below <see cref="SqlPolicy.WritePaths"/>.</summary>
    WritePaths,
    /// <summary>Functions give the same result for the same arguments, unless <see cref="SqlPolicy.AllowVolatileFunctions"/>.</summary>
    Volatility,
    /// <summary>Length and nesting stay below the limits.</summary>
    Limits,
    /// <summary>Names that are given as parameters are those of <see cref="SqlPolicy.ParameterIdentifiers"/>.</summary>
    ParameterIdentifiers,
    /// <summary>Settings are those that a session may have for itself.</summary>
    Settings,
    /// <summary>A function over a Delta table is called with what is known before the query runs.</summary>
    Form,
}
