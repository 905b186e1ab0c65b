using Weir.Delta.Table;
using Weir.Engine;

namespace Weir.Sessions;

/// <summary>What a catalog needs of its session. Each may be called by several threads at once.</summary>
internal interface ICatalogNeeds
{
    /// <summary>Refuses work when the session was disposed.</summary>
    /// <exception cref="ObjectDisposedException">It was.</exception>
    void RequireOpen();

    /// <summary>Finds the files and columns of datasets.</summary>
    DatasetScans Scans { get; }

    /// <summary>Whether the policy of the session names tables or columns.</summary>
    bool RestrictsTables { get; }

    /// <summary>Whether SQL of the session may name a table, by its key.</summary>
    bool Opens(string key);

    /// <summary>Whether SQL of the session may know where tables are and what views are made of: it may read files by path.</summary>
    bool TellsPlaces { get; }

    /// <summary>Whether the policy lets a statement of this kind come by SQL.</summary>
    bool May(CatalogStatementKind kind);

    /// <summary>Opens a Delta table.</summary>
    Snapshot Open(DatasetLocation location, CancellationToken cancellationToken);

    /// <summary>The functions of the session.</summary>
    FunctionCatalog Functions { get; }

    /// <summary>Checks the request for a table of a plugin; nothing is opened.</summary>
    TableSource Require(PluginTableSource source);

    /// <summary>Reads a text as one expression; null when it is none.</summary>
    ExpressionShape? ReadExpression(string text, CancellationToken cancellationToken);

    /// <summary>Has a query judged and bound; nothing of it runs.</summary>
    void Require(string sql, CancellationToken cancellationToken);

    /// <summary>Tells the sinks of the session what a name stands for from now on.</summary>
    void Registered(string name, TableSource source);

    /// <summary>Whether a function is the engine's own, scalar, and gives for the same arguments always the same.</summary>
    bool IsPure(string function);

    /// <summary>The rows of a query of the catalog's own, as texts.</summary>
    IReadOnlyList<IReadOnlyList<string?>> Rows(string sql, CancellationToken cancellationToken);

    /// <summary>Does something on a connection of the session, which is nobody else's meanwhile.</summary>
    void Use(Action<DuckConnection> work);
}
