using OidcEngine.Tests.Host;
using OidcEngine.Token;

namespace OidcEngine.Tests.Token;

public sealed class PkceTests
{
    [Fact] // RFC 7636 Appendix B
    public void The_challenge_of_the_example_is_computed() =>
        Assert.Equal(AuthorizeRequest.Challenge, Pkce.ChallengeOf(AuthorizeRequest.Verifier));

    [Theory] // RFC 7636 §4.1
    [InlineData(42, false)]
    [InlineData(43, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void A_verifier_has_43_to_128_characters(int length, bool expected) =>
        Assert.Equal(expected, Pkce.IsVerifier(new string('a', length)));

    [Theory] // RFC 7636 §4.1
    [InlineData('-', true)]
    [InlineData('.', true)]
    [InlineData('_', true)]
    [InlineData('~', true)]
    [InlineData('+', false)]
    [InlineData('/', false)]
    [InlineData(' ', false)]
    [InlineData('é', false)]
    public void A_verifier_is_made_of_unreserved_characters(char character, bool expected) =>
        Assert.Equal(expected, Pkce.IsVerifier(new string('a', 42) + character));

    [Theory] // RFC 7636 §4.2
    [InlineData(AuthorizeRequest.Challenge, true)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", false)]
    [InlineData("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw cM", false)]
    public void A_challenge_is_43_base64url_characters(string challenge, bool expected) =>
        Assert.Equal(expected, Pkce.IsChallenge(challenge));
}
