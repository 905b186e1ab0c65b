using Weir.Plugins.Process;
using Weir.Tests.Plugins.Sample;

namespace Weir.Tests.Plugins.Process;

[Collection(RunsAlone.Name)]
public sealed class ProcessDescriptorTests
{
    [Fact]
    public void Starting_often_leaves_no_descriptor_and_no_mapping_behind()
    {
        const int Starts = 20;
        Start();
        (int descriptors, int mappings) = Held();
        for (int i = 0; i < Starts; i++)
            Start();
        (int descriptorsAfter, int mappingsAfter) = Held();
        // The runtime itself may open some; one forgotten thing a start would show.
        Assert.InRange(descriptorsAfter - descriptors, int.MinValue, Starts - 1);
        Assert.InRange(mappingsAfter - mappings, int.MinValue, Starts - 1);
    }

    private static void Start()
    {
        using ProcessPlugin plugin = Children.Start<SamplePlugin>();
        Assert.Equal([3], LongColumns.Invoke(plugin.Scalars[0], [1], [2]));
    }

    // Memory shared with workers, and everything that is open.
    private static (int Descriptors, int Mappings) Held() =>
        (Directory.GetFiles("/proc/self/fd").Length, File.ReadLines("/proc/self/maps").Count(line => line.Contains("memfd:weir-SamplePlugin", StringComparison.Ordinal)));
}
