namespace Weir.Plugins.Abi;

/// <summary>The numbered kinds and bits of include/weir_plugin.h that have no public enum.</summary>
internal static class AbiFlags
{
    public const uint ParameterConstant = 1 << 0;
    public const uint ParameterAll = ParameterConstant;

    public const uint Scalar = 1;
    public const uint Aggregate = 2;
    public const uint Window = 3;
    public const uint Table = 4;

    public const uint FunctionVolatile = 1 << 0;
    public const uint FunctionSeesNulls = 1 << 1;
    public const uint FunctionTotal = 1 << 2;
    public const uint FunctionOrderSensitive = 1 << 3;
    public const uint FunctionPlanned = 1 << 4;
    public const uint FunctionAll = FunctionVolatile | FunctionSeesNulls | FunctionTotal | FunctionOrderSensitive | FunctionPlanned;
}
