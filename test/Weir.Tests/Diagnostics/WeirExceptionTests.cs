namespace Weir.Tests.Diagnostics;

public sealed class WeirExceptionTests
{
    [Fact]
    public void An_exception_prints_its_code_before_its_message()
    {
        WeirException error = new("WEIR2003", "table '/t' needs reader feature 'x'");
        Assert.StartsWith("WEIR2003: ", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(error.Details);
    }
}
