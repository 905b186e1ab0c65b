using System.Reflection;
using System.Text.RegularExpressions;

namespace Weir.Tests.Packages;

public sealed class BuildIdTests
{
    [Theory]
    [InlineData(typeof(WeirRuntime))]
    [InlineData(typeof(WeirException))]
    [Trait("Requirement", "R050")]
    [Trait("Requirement", "R086")]
    public void A_build_id_names_commit_time_and_configuration_and_is_not_the_version(Type type)
    {
        string[] parts = type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);
        Assert.Equal(PackedPackages.Version, parts[0]);
        Assert.Matches(new Regex(@"^([0-9a-f]{40}\.\d{8}T\d{6}Z(\.changed)?|no-git)\.(Debug|Release)$"), parts[1]);
    }
}
