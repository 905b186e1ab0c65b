namespace Weir.Plugins;

/// <summary>Precision and scale of a DECIMAL: on a parameter, a result or a property of type <c>decimal</c> or <c>Int128</c> (unscaled).</summary>
/// <param name="precision">Digits, 1 to 38; at most 28 for <c>decimal</c>.</param>
/// <param name="scale">Digits after the point, 0 to <paramref name="precision"/>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Property)]
public sealed class DecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>Digits.</summary>
    public int Precision => precision;

    /// <summary>Digits after the point.</summary>
    public int Scale => scale;
}
