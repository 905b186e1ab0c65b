namespace Weir.Plugins.Process;

/// <summary>What a host asks of a worker.</summary>
internal enum WireOperation
{
    Load = 1,
    Configure,
    Reset,
    ScalarResult,
    ScalarBind,
    ScalarState,
    ScalarInvoke,
    AggregateResult,
    AggregateUpdate,
    AggregateMerge,
    AggregateFinish,
    AggregateDestroy,
    WindowResult,
    WindowEvaluate,
    TableBind,
    TableOpen,
    TableSupport,
    TableScan,
    TableRead,
    Rewrite,
    Release,
}
