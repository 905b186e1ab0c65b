namespace Weir.Engine.Syntax.Dialects;

/// <summary>Dialects other than the engine's; the columns of the tables of functions and types, in their order.</summary>
internal enum DialectKind
{
    Spark,
    Trino,
    ClickHouse,
}
