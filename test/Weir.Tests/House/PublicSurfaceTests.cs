namespace Weir.Tests.House;

public sealed class PublicSurfaceTests
{
    [Fact]
    [Trait("Requirement", "R066")]
    public void The_contract_shows_the_reviewed_surface() =>
        Repository.MustMatch("docs/api/Weir.Contract.txt", PublicSurface.Of(typeof(WeirException).Assembly));

    [Fact]
    [Trait("Requirement", "R066")]
    [Trait("Requirement", "R068")]
    public void The_library_shows_the_reviewed_surface() =>
        Repository.MustMatch("docs/api/Weir.txt", PublicSurface.Of(System.Reflection.Assembly.Load("Weir")));

    [Theory]
    [InlineData("Weir.HealthChecks")]
    [InlineData("Weir.OpenTelemetry")]
    public void A_package_beside_the_library_shows_the_reviewed_surface(string name) =>
        Repository.MustMatch($"docs/api/{name}.txt", PublicSurface.Of(System.Reflection.Assembly.Load(name)));

    [Fact]
    [Trait("Requirement", "R068")]
    public void A_session_comes_from_one_method_and_no_name_is_a_twin_of_another()
    {
        Type[] types = [.. System.Reflection.Assembly.Load("Weir").GetExportedTypes(), .. typeof(WeirException).Assembly.GetExportedTypes()];
        Assert.Empty(typeof(Session).GetConstructors());
        Assert.Equal(
            ["WeirRuntime.NewSession"],
            types.SelectMany(type => type.GetMethods()).Where(method => method.ReturnType == typeof(Session))
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct());
        Assert.DoesNotContain(
            types.SelectMany(type => type.GetMembers().Select(member => member.Name).Append(type.Name)),
            name => name.EndsWith("Internal", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    [Trait("Requirement", "R040")]
    public void No_public_member_shows_a_raw_native_handle()
    {
        string surface = PublicSurface.Of(System.Reflection.Assembly.Load("Weir"));
        Assert.DoesNotContain("SafeHandle", surface, StringComparison.Ordinal);
        Assert.DoesNotContain("IntPtr", surface, StringComparison.Ordinal);
    }
}
