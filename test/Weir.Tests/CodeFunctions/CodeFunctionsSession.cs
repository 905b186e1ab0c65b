using Weir.Tests.Sessions;

namespace Weir.Tests.CodeFunctions;

/// <summary>One session with the bundled functions, for the cases of a class that do not change it.</summary>
public sealed class CodeFunctionsSession : IDisposable
{
    private readonly Lake _lake = new();

    public CodeFunctionsSession() => _lake.Session.RegisterPlugin("weir_code_functions");

    public Session Session => _lake.Session;

    /// <summary>All rows, the cells as the engine's text, joined by '|'; null is "NULL".</summary>
    public List<string> Rows(string sql) => _lake.Rows(sql);

    /// <summary>The one cell of the one row.</summary>
    public string Cell(string sql) => Assert.Single(_lake.Rows(sql));

    public void Dispose() => _lake.Dispose();
}
