using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weir.Engine;

// One handle a native thing. A handle frees its thing exactly once and never while a native call
// still uses it, so any order of disposal is safe.

internal sealed class DuckConfigHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Config(ref handle); return true; }
}

/// <summary>The engine itself lives on until the last connection of the database is closed.</summary>
internal sealed class DuckDatabaseHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Database(ref handle); return true; }
}

internal sealed class DuckConnectionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Connection(ref handle); return true; }
}

internal sealed class DuckExtractedHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Extracted(ref handle); return true; }
}

internal sealed class DuckStatementHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Statement(ref handle); return true; }
}

internal sealed class DuckPendingHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Pending(ref handle); return true; }
}

internal sealed class DuckChunkHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Chunk(ref handle); return true; }
}

internal sealed class DuckTypeHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Type(ref handle); return true; }
}

internal sealed class DuckValueHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Value(ref handle); return true; }
}

/// <summary>Error data; invalid means that the call succeeded.</summary>
internal sealed class DuckErrorHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Error(ref handle); return true; }
}

internal sealed class DuckArrowOptionsHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.ArrowOptions(ref handle); return true; }
}

/// <summary>An Arrow schema in the engine's own terms.</summary>
internal sealed class DuckArrowSchemaHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.ArrowSchema(ref handle); return true; }
}

internal sealed class DuckScalarFunctionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.ScalarFunction(ref handle); return true; }
}

internal sealed class DuckScalarFunctionSetHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.ScalarFunctionSet(ref handle); return true; }
}

internal sealed class DuckAggregateFunctionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.AggregateFunction(ref handle); return true; }
}

internal sealed class DuckAggregateFunctionSetHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.AggregateFunctionSet(ref handle); return true; }
}

internal sealed class DuckTableFunctionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.TableFunction(ref handle); return true; }
}

internal sealed class DuckExpressionHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.Expression(ref handle); return true; }
}

internal sealed class DuckClientContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle() { DuckApiRelease.ClientContext(ref handle); return true; }
}

/// <summary>
/// Owns a result. The engine keeps its state behind the struct's last word, so the struct may move;
/// callers hold a reference by <see cref="SafeHandle.DangerousAddRef"/> while they use <see cref="Result"/>.
/// </summary>
internal sealed class DuckResultHandle : SafeHandle
{
    private DuckResult _result;

    public DuckResultHandle(in DuckResult result)
        : base(0, ownsHandle: true) => _result = result;

    public override bool IsInvalid => _result.InternalData == 0;

    public ref DuckResult Result => ref _result;

    protected override bool ReleaseHandle()
    {
        DuckApiRelease.Result(ref _result);
        return true;
    }
}
