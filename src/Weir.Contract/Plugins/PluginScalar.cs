using Weir.Arrow;

namespace Weir.Plugins;

/// <summary>A function of the values of one row.</summary>
/// <remarks>Safe for use by many threads; a state that <see cref="NewState"/> made is used by one at a time.</remarks>
public abstract class PluginScalar(string name, IReadOnlyList<PluginParameter> parameters) : PluginFunction(name, parameters)
{
    /// <summary>
    /// False: a row with a NULL argument gives NULL and need not be computed. True: the function sees all rows.
    /// </summary>
    public bool SeesNulls { get; init; }

    /// <summary>
    /// True when the function may be run on rows with NULL arguments, whose values are undefined, without failing:
    /// the result of such a row is dropped. Faster, because no row is skipped. Only where <see cref="SeesNulls"/> is false.
    /// </summary>
    public bool IsTotal { get; init; }

    /// <summary>
    /// True when the function is only declared, for people and for its arguments: the plugin's relation planners replace
    /// every call of it, each of which they get with all its arguments in order. It is never bound or invoked. A
    /// plugin with such functions is asked only about statements that name one.
    /// </summary>
    public bool IsPlanned { get; init; }

    /// <summary>The result's type, nullability and metadata for arguments of these types.</summary>
    /// <param name="argumentTypes">As many as a call has.</param>
    /// <returns>A field; its name is of no meaning.</returns>
    /// <exception cref="WeirException">The types are not taken.</exception>
    public abstract Field ResultOf(IReadOnlyList<ArrowType> argumentTypes);

    /// <summary>
    /// Looks at one call while its statement is planned; throws to refuse the statement. Hosts bind every call
    /// before its first batch, and make the states of its threads from what was bound.
    /// </summary>
    /// <param name="binding">The call.</param>
    /// <returns>What <see cref="PluginScalarCall.Bound"/> shall be; null for nothing. Disposed with the statement when it is disposable.</returns>
    public virtual object? Bind(PluginBinding binding) => null;

    /// <summary>Makes the state of one thread.</summary>
    /// <param name="bound">What <see cref="Bind"/> gave.</param>
    /// <returns>What <see cref="PluginScalarCall.State"/> shall be; null for nothing. Disposed at the end when it is disposable.</returns>
    public virtual object? NewState(object? bound) => null;

    /// <summary>Computes the rows of one batch.</summary>
    /// <param name="batch">Arguments and the place for the results; valid until this returns.</param>
    /// <exception cref="Exception">Ends the statement with the plugin's and the function's name.</exception>
    public abstract void Invoke(ref PluginScalarCall batch);

    /// <summary>What a function that is only declared raises when it is asked to do something.</summary>
    /// <returns>The exception, to throw.</returns>
    protected WeirException NotPlanned() => PluginContractErrors.NotPlanned(Name);
}
