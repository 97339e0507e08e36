namespace Jose.Tests;

public sealed class TokenHashTests
{
    [Fact] // OpenID Connect Core 1.0 §A.3 and §A.4 print these hashes for RS256
    public void The_specifications_hashes_come_out()
    {
        Assert.Equal("77QmUPtjPfzWtF2AnpK9RQ", TokenHash.Create(JwsAlgorithms.RS256, "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"));
        Assert.Equal("LDktKdoQak3Pk0cnXxCltA", TokenHash.Create(JwsAlgorithms.RS256, "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk"));
    }

    [Fact]
    public void The_hash_grows_with_the_algorithm() => Assert.Equal(32, TokenHash.Create(JwsAlgorithms.ES384, "token").Length);
}
