namespace Weir.Plugins.Process;

/// <summary>A <see cref="PluginBinding"/> on its way. What is read holds a batch that the reader disposes.</summary>
internal static class WireBinding
{
    public static byte[] Write(PluginBinding binding)
    {
        using WireWriter writer = new();
        return writer.Types(binding.ArgumentTypes).Batch(binding.Constants).Items(binding.IsConstant, constant => writer.Flag(constant)).ToArray();
    }

    public static PluginBinding Read(WireReader reader) => new(reader.Types(), reader.Batch(), reader.Items(reader.Flag));
}
