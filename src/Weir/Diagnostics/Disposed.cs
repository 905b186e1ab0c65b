namespace Weir.Diagnostics;

/// <summary>Errors of work on what was disposed, by the names of what a program holds: parts that it does not know are not told of.</summary>
internal static class Disposed
{
    public static ObjectDisposedException Runtime() => new("Weir.WeirRuntime");

    public static ObjectDisposedException Session() => new("Weir.Session");

    public static ObjectDisposedException Result() => new("Weir.QueryResult");
}
