using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Weir.Ado;

/// <summary>
/// A value for a parameter of a command. It is found by its name (<c>$name</c> or <c>@name</c> in the text; here with or
/// without that sign) or by its place (<c>?</c> or <c>$1</c>). A list is one value: <c>id = ANY($ids)</c>. Not thread-safe.
/// </summary>
public sealed class WeirParameter : DbParameter, ICloneable
{
    private string _name = "";
    private string _sourceColumn = "";
    private DbType? _type;

    /// <summary>A parameter without name and value.</summary>
    public WeirParameter()
    {
    }

    /// <summary>A parameter with a name and a value.</summary>
    /// <param name="name">Its name; null or empty for one that is found by its place.</param>
    /// <param name="value">Its value; null or <see cref="DBNull"/> for NULL.</param>
    public WeirParameter(string? name, object? value) => (ParameterName, Value) = (name, value);

    /// <summary>The type that the value is converted to; unless it is set, that of the value itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such type.</exception>
    public override DbType DbType
    {
        get => _type ?? ParameterValue.TypeOf(Value);
        set => _type = ParameterValue.IsKnown(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such DbType.");
    }

    /// <summary>Always <see cref="ParameterDirection.Input"/>: nothing comes back through parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another direction was set.</exception>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value != ParameterDirection.Input)
                throw new ArgumentOutOfRangeException(nameof(value), value, "Parameters of Weir carry values in only.");
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value ?? "";
    }

    /// <summary>Kept and not used: values have the size that they have.</summary>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn
    {
        get => _sourceColumn;
        set => _sourceColumn = value ?? "";
    }

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <inheritdoc/>
    public override DataRowVersion SourceVersion { get; set; } = DataRowVersion.Current;

    /// <summary>
    /// The value: what <see cref="Query"/> takes, and also <see cref="System.Numerics.BigInteger"/>, enums (as their numbers) and any
    /// sequence (as a list).
    /// </summary>
    public override object? Value { get; set; }

    /// <summary>The name without the sign that marks parameters.</summary>
    internal string BareName => Bare(_name);

    /// <inheritdoc/>
    public override void ResetDbType() => _type = null;

    /// <summary>A parameter like this one; the value is shared.</summary>
    /// <returns>The copy, which belongs to no command.</returns>
    public WeirParameter Clone() => (WeirParameter)MemberwiseClone();

    object ICloneable.Clone() => Clone();

    /// <inheritdoc/>
    public override string ToString() => _name;

    internal static string Bare(string name) => name.Length > 1 && name[0] is ('$' or '@' or ':') ? name[1..] : name;

    /// <summary>The value as a query takes it.</summary>
    internal object? ValueOf(int place) => ParameterValue.Of(Value, _type, Label(place));

    /// <summary>What errors call it.</summary>
    internal string Label(int place) => _name.Length > 0 ? $"'{_name}'" : string.Create(CultureInfo.InvariantCulture, $"in place {place + 1}");
}
