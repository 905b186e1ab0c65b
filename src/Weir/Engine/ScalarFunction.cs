using Weir.Arrow;

namespace Weir.Engine;

/// <summary>A function written in C#, known to every connection of a database. The engine picks the overload.</summary>
/// <param name="Name">The name in SQL; case does not matter.</param>
/// <param name="Overloads">At least one; their argument types differ.</param>
internal sealed record ScalarFunction(string Name, IReadOnlyList<ScalarOverload> Overloads)
{
    public ScalarFunction(string name, params ScalarOverload[] overloads)
        : this(name, (IReadOnlyList<ScalarOverload>)overloads)
    {
    }
}

/// <summary>
/// Computes the rows of one chunk (at most 2,048). Called on the engine's threads, several at once;
/// it must not call back into the connection that runs the statement. An exception ends the statement
/// with WEIR4019, the function's name and the row.
/// </summary>
internal delegate void ScalarKernel(ref ScalarCall call);

/// <summary>Looks at a call site while its statement is planned.</summary>
internal delegate object? ScalarBind(ScalarBinding binding);

/// <summary>One signature of a function and what computes it.</summary>
internal sealed record ScalarOverload
{
    /// <summary>Types of the arguments in order.</summary>
    public required IReadOnlyList<ArrowType> Arguments { get; init; }

    /// <summary>Type of any number of further arguments; null for none.</summary>
    public ArrowType? FurtherArguments { get; init; }

    /// <summary>Type of the result.</summary>
    public required ArrowType Result { get; init; }

    /// <summary>
    /// Default false: a row with a NULL argument gives NULL and <see cref="ScalarCall.Rows"/> skips it.
    /// True: the kernel sees every row and decides.
    /// </summary>
    public bool SeesNulls { get; init; }

    /// <summary>True for a function whose result changes between calls with equal arguments. Others are folded and shared.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Computes the rows.</summary>
    public required ScalarKernel Kernel { get; init; }

    /// <summary>
    /// Runs once a call site when a statement is planned; what it gives is <see cref="ScalarCall.Bound"/>.
    /// An exception refuses the statement. Null for none.
    /// </summary>
    public ScalarBind? Bind { get; init; }

    /// <summary>
    /// Makes the state of one thread from what <see cref="Bind"/> gave; it is <see cref="ScalarCall.State"/>
    /// and left to the garbage collector at the end. Null for none.
    /// </summary>
    public Func<object?, object?>? NewState { get; init; }
}
