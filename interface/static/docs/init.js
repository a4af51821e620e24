"use strict";

SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  displayRequestDuration: true,
  // A token typed here lives as long as the page: nothing is left in a shared computer's browser.
  persistAuthorization: false,
  // The default sends the address of this house to a validator elsewhere.
  validatorUrl: null,
});
