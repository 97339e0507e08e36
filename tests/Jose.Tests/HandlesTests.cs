namespace Jose.Tests;

public sealed class HandlesTests
{
    [Fact]
    public void A_handle_has_256_bits_and_is_never_the_same()
    {
        var handles = Enumerable.Range(0, 100).Select(_ => Handles.Create()).ToHashSet();

        Assert.Equal(100, handles.Count);
        Assert.All(handles, handle => Assert.Matches("^[A-Za-z0-9_-]{43}$", handle));
    }

    [Fact] // FIPS 180-2 Appendix B.1
    public void A_handle_is_stored_under_its_SHA_256() =>
        Assert.Equal("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Convert.ToHexString(Handles.Hash("abc")));
}
