namespace Weir.Tests.House;

public sealed class PublicSurfaceTests
{
    [Fact]
    [Trait("Requirement", "R066")]
    public void The_contract_shows_the_reviewed_surface() =>
        Repository.MustMatch("docs/api/Weir.Contract.txt", PublicSurface.Of(typeof(WeirException).Assembly));

    [Fact]
    [Trait("Requirement", "R066")]
    public void The_library_shows_the_reviewed_surface() =>
        Repository.MustMatch("docs/api/Weir.txt", PublicSurface.Of(System.Reflection.Assembly.Load("Weir")));

    [Fact]
    [Trait("Requirement", "R040")]
    public void No_public_member_shows_a_raw_native_handle()
    {
        string surface = PublicSurface.Of(System.Reflection.Assembly.Load("Weir"));
        Assert.DoesNotContain("SafeHandle", surface, StringComparison.Ordinal);
        Assert.DoesNotContain("IntPtr", surface, StringComparison.Ordinal);
    }
}
