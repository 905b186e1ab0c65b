using Weir.Arrow;

namespace Weir.Plugins.Loops;

/// <summary>The constant arguments of a call, as generated code reads them while a statement is planned.</summary>
/// <param name="function">The function's name, for messages.</param>
/// <param name="binding">The call.</param>
public readonly struct BoundArguments(string function, PluginBinding binding)
{
    /// <summary>Whether a constant is NULL.</summary>
    /// <param name="index">The parameter's place.</param>
    /// <returns>True for NULL.</returns>
    /// <exception cref="WeirException">WEIR3020: the argument is not constant.</exception>
    public bool IsNull(int index) => Column(index).IsNull(0);

    /// <summary>Refuses a NULL for a parameter that does not take it.</summary>
    /// <param name="index">The parameter's place.</param>
    /// <exception cref="WeirException">WEIR3020: the argument is not constant. WEIR3023: it is NULL.</exception>
    public void RefuseNull(int index)
    {
        if (IsNull(index))
            throw PluginContractErrors.ArgumentNull(function, index + 1);
    }

    /// <summary>A fixed-width constant.</summary>
    /// <typeparam name="T">The type's width.</typeparam>
    /// <param name="index">The parameter's place.</param>
    /// <returns>The value; undefined for a NULL.</returns>
    /// <exception cref="WeirException">WEIR3020: the argument is not constant.</exception>
    public T GetValue<T>(int index) where T : unmanaged => Column(index).Values<T>()[0];

    /// <summary>A constant truth value.</summary>
    /// <param name="index">The parameter's place.</param>
    /// <returns>The value; undefined for a NULL.</returns>
    /// <exception cref="WeirException">WEIR3020: the argument is not constant.</exception>
    public bool GetBoolean(int index) => Column(index).GetBoolean(0);

    /// <summary>A constant text or binary, copied.</summary>
    /// <param name="index">The parameter's place.</param>
    /// <returns>The bytes; empty for a NULL.</returns>
    /// <exception cref="WeirException">WEIR3020: the argument is not constant.</exception>
    public byte[] GetBytes(int index)
    {
        ArrowArray column = Column(index);
        return column.IsNull(0) ? [] : column.GetBytes(0).ToArray();
    }

    private ArrowArray Column(int index) =>
        binding.Constants is RecordBatch constants && binding.IsConstant[index]
            ? constants.Column(index)
            : throw PluginContractErrors.ArgumentNotConstant(function, index + 1);
}
