using System.Text.Json;
using Jose;
using OidcEngine.Clients;
using OidcEngine.Errors;
using OidcEngine.Http;

namespace OidcEngine.RequestObjects;

/// <summary>Takes the parameters out of a request object whose signature and audience were found right, RFC 9101 §4 and §6.3.</summary>
internal static class RequestObjectParameters
{
    /// <summary>What a JWT says of itself, RFC 7519 §4.1.</summary>
    private static readonly string[] OfTheToken = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    public static Result<RequestParameters> Of(Jwt jwt, Client client)
    {
        if (jwt.Subject == client.ClientId) // §10.8: what may be a client's assertion is no request
            return RequestObjectReader.Invalid("sub is the client id, as in a client assertion", "Leave sub out of request objects.");
        if (jwt.String("client_id") != client.ClientId)
            return RequestObjectReader.Invalid("client_id is not that of the request", "Put the same client_id inside and outside.");

        var parameters = new RequestParameters();
        foreach (var claim in jwt.Claims.EnumerateObject())
        {
            if (OfTheToken.Contains(claim.Name)) continue;
            if (claim.Name is "request" or "request_uri") // §4
                return RequestObjectReader.Invalid($"it holds {claim.Name}", "A request object holds no other one.");
            if (!TryAdd(parameters, claim) || parameters.Count > RequestParameters.MaxCount)
                return RequestObjectReader.Invalid("a parameter has no value that fits", "Parameters are strings; max_age is a number, claims an object.");
        }
        return parameters;
    }

    /// <summary>§4: values are JSON strings; numbers and objects stand for parameters that are such (OIDC Core §6.1), and a list for one
    /// that may repeat (RFC 8707 §2).</summary>
    private static bool TryAdd(RequestParameters parameters, JsonProperty claim)
    {
        switch (claim.Value.ValueKind)
        {
            case JsonValueKind.String:
                parameters.Add(claim.Name, claim.Value.GetString()!);
                return true;
            case JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False:
                parameters.Add(claim.Name, claim.Value.GetRawText());
                return true;
            case JsonValueKind.Null:
                return true; // as absent as a parameter without a value
            default:
                return claim.Name == "resource" && TryAddEach(parameters, claim);
        }
    }

    private static bool TryAddEach(RequestParameters parameters, JsonProperty claim)
    {
        foreach (var value in claim.Value.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.String) return false;
            parameters.Add(claim.Name, value.GetString()!);
        }
        return true;
    }
}
